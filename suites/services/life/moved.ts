import { el, NS, once, type Scenario, scenario, seeOtherHost, some } from '../../../harness/index.js'
import { PONG, PRESENCE } from '../dix/words.js'

const BROADCAST = { name: 'presence', attrs: { to: null, type: null } }

const redirected = scenario(
  'services/life/moved/redirected',
  { proves: ['RFC6120-4.9.3.19-r'], role: 'service' },
  async (world) => {
    const node2 = await world.node('node2')
    const server = await world.server()
    await world.begin()
    await server.online()
    const initial = await world.stream.expect('initial presence', BROADCAST)
    await world.barrier()

    world.step('the server sends the instance to another host')
    seeOtherHost(node2.address)(world.stream)
    const { id: at } = await node2.online(world.bounds.redirect)
    await world.stream.receive(BROADCAST)
    const client = world.client('romeo/orchard')
    client.ping(world.bare, 'there')
    await client.receive(PONG)
    const until = await world.barrier()

    const where = { at, after: { beginOf: at }, until }
    const text = initial.getChildText('priority') ?? undefined
    const same =
      text === undefined
        ? { ...BROADCAST, lacks: { name: 'priority', ns: NS.client } }
        : { ...BROADCAST, has: { name: 'priority', ns: NS.client, text } }
    world.check('RFC6120-4.9.3.19-r', some('It is available with the same priority.', same, where))
    const pong = { ...PONG, attrs: { id: 'there' } }
    world.check('RFC6120-4.9.3.19-r', some('Clients find it there.', pong, where))
  },
)

const transferred = scenario(
  'services/life/moved/transferred',
  { proves: ['XEP0051-3-k'], role: 'service' },
  async (world) => {
    const node2 = await world.node('node2')
    await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    await client.expect('the presence of the instance', PRESENCE, world.bounds.handshake)

    world.step('the server asks the instance to connect to another host; the client has a session')
    const target = [el('domain', {}, world.domain), el('server', {}, node2.address)]
    const attrs = { type: 'set', id: 'move', from: world.domain, to: world.jid }
    world.deliver(el('iq', attrs, el('query', { xmlns: NS.cxfr }, ...target)))
    const { id: at } = await node2.online(world.bounds.redirect)
    await world.stream.receive(BROADCAST)
    const id = client.request(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const where = { at, after: { beginOf: at }, until }
    world.check('XEP0051-3-k', some('It becomes available again.', BROADCAST, where))
    // The server told the client that the instance went unavailable, so that their session is over.
    const asked = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    const refusal = { name: 'iq', attrs: { type: 'error', id } }
    world.check('XEP0051-3-k', once('The session did not outlive its presence.', refusal, asked))
  },
)

export const moved: Scenario[] = [redirected, transferred]
