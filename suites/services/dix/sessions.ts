import { NS, none, once, reacts, type Scenario, scenario } from '../../../harness/index.js'
import { PRESENCE } from './words.js'

const describes = scenario(
  'services/dix/sessions/describes-itself',
  { proves: ['DIX-DISCO-b'], role: 'service' },
  async (world) => {
    world.step('a client asks the instance for its features')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    const id = client.info(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const features = { name: 'feature', ns: NS.discoInfo, attrs: { var: NS.dix } }
    const query = { name: 'query', ns: NS.discoInfo, has: [{ name: 'identity', ns: NS.discoInfo }, features] }
    world.check(
      'DIX-DISCO-b',
      once(
        'The instance answers with an identity and the feature of DIX.',
        { name: 'iq', attrs: { type: 'result', id, to: client.jid }, has: query },
        { at, after: { sent: { name: 'iq', attrs: { id } } }, until },
      ),
    )
  },
)

const tracks = scenario(
  'services/dix/sessions/tracks-the-client',
  { proves: ['DIX-PRES-b'], role: 'service' },
  async (world) => {
    world.step('a client directs presence to the instance')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    await client.receive(PRESENCE, world.bounds.handshake)
    const until = await world.barrier()

    const after = { sent: { name: 'presence', attrs: { from: client.jid, type: null } } }
    world.check(
      'DIX-PRES-b',
      reacts(at, after, world.bounds.handshake, {
        says: "The instance directs available presence to the client's full JID.",
        see: { name: 'presence', attrs: { type: null, to: client.jid } },
      }),
    )
    const toAll = { name: 'presence', attrs: { type: null, to: client.bare } }
    world.check('DIX-PRES-b', none('It directs none to the bare JID.', toAll, { at, after, until }))
  },
)

const ends = scenario(
  'services/dix/sessions/ends-with-the-client',
  { proves: ['DIX-FAIL-b', 'INV-SE-c'], role: 'service' },
  async (world) => {
    world.step('a client has a session: the instance does its work')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    await client.expect('the presence of the instance', PRESENCE, world.bounds.handshake)
    const work = client.request(world.jid)
    await client.expect('the result of a request', { name: 'iq', attrs: { type: 'result', id: work } })

    world.step('the client goes away, and its full JID comes back without a session')
    client.presence(world.jid, 'unavailable')
    const until = await world.barrier()
    const gone = { sent: { name: 'presence', attrs: { from: client.jid, type: 'unavailable' } } }
    world.check(
      'DIX-FAIL-b',
      none('The instance sends nothing to it.', { attrs: { to: client.jid } }, { at, after: gone, until }),
    )
    const id = client.request(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const refused = await world.barrier()

    const refusal = once(
      'The instance does no work outside a session.',
      { name: 'iq', attrs: { type: 'error', id } },
      { at, after: { sent: { name: 'iq', attrs: { id } } }, until: refused },
    )
    for (const requirement of ['DIX-FAIL-b', 'INV-SE-c']) world.check(requirement, refusal)
  },
)

export const sessions: Scenario[] = [describes, tracks, ends]
