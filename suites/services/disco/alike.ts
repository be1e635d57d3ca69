import { NS, once, type Scenario, scenario } from '../../../harness/index.js'
import { PRESENCE } from '../dix/words.js'

const requesters = scenario(
  'services/disco/alike/for-all-requesters',
  { proves: ['XEP0030-6.3-a'], role: 'service' },
  async (world) => {
    const at = await world.online()
    const client = world.client('romeo/orchard')
    const stranger = world.client('tybalt/street')

    world.step('a client with a session asks the instance for its features, and then a stranger')
    client.presence(world.jid)
    await client.expect('the presence of the instance', PRESENCE, world.bounds.handshake)
    const asked = client.info(world.jid)
    const answer = await client.expect('its features', { name: 'iq', attrs: { id: asked, type: 'result' } })
    const id = stranger.info(world.jid)
    await stranger.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const identities = answer.getChild('query', NS.discoInfo)?.getChildren('identity', NS.discoInfo) ?? []
    const same = identities.map(({ attrs: { xmlns: _, ...attrs } }) => ({
      name: 'identity',
      ns: NS.discoInfo,
      attrs,
    }))
    const query = { name: 'query', ns: NS.discoInfo, has: same }
    const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    const see = { name: 'iq', attrs: { id, type: 'result' }, has: query }
    world.check('XEP0030-6.3-a', once('The stranger gets the same identity.', see, where))
  },
)

const instances = scenario(
  'services/disco/alike/two-instances',
  { proves: ['XEP0030-6.3-a'], role: 'service' },
  async (world) => {
    const client = world.client('romeo/orchard')
    const answered = []
    for (const resource of ['first', 'second']) {
      world.step(`a client asks the instance ${resource} for its features`)
      const at = await world.online({ resource })
      const id = client.info(world.jid)
      const answer = await client.expect('its features', { name: 'iq', attrs: { id, type: 'result' } })
      const until = await world.barrier()
      const features = answer.getChild('query', NS.discoInfo)?.getChildren('feature', NS.discoInfo) ?? []
      const vars = features.map(({ attrs }) => ({
        name: 'feature',
        ns: NS.discoInfo,
        attrs: { var: attrs.var },
      }))
      answered.push({ id, vars, where: { at, after: { sent: { name: 'iq', attrs: { id } } }, until } })
    }

    for (const { id, where } of answered)
      for (const { vars } of answered) {
        const query = { name: 'query', ns: NS.discoInfo, has: vars }
        const see = { name: 'iq', attrs: { id, type: 'result' }, has: query }
        world.check('XEP0030-6.3-a', once('Each has the features of the other.', see, where))
      }
  },
)

export const alike: Scenario[] = [requesters, instances]
