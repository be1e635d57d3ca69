import { fin, NS, once, type Scenario, scenario, some } from '../../../harness/index.js'
import { PRESENCE } from '../dix/words.js'

const BROADCAST = { name: 'presence', attrs: { to: null, type: null } }

const restarted = scenario(
  'services/life/again/restarted',
  { proves: ['DIX-AVAIL-b', 'CHAOS-10'], role: 'service' },
  async (world) => {
    await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    await client.expect('the presence of the instance', PRESENCE, world.bounds.handshake)

    world.step('the program ends, and is begun again under the same resource')
    await world.leave()
    const server = await world.server()
    await world.begin()
    const { id: at } = await server.online()
    await world.stream.receive(BROADCAST)
    await world.barrier()

    world.step('the client goes on as if nothing had happened')
    const id = client.request(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const bound = { at, after: { beginOf: at }, until }
    world.check('DIX-AVAIL-b', some('It sends initial presence again.', BROADCAST, bound))
    const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    const refusal = { name: 'iq', attrs: { type: 'error', id } }
    for (const requirement of ['DIX-AVAIL-b', 'CHAOS-10'])
      world.check(requirement, once('A session of its earlier life is over.', refusal, where))
  },
)

const lost = scenario(
  'services/life/again/stream-lost',
  { proves: ['CHAOS-10'], role: 'service' },
  async (world) => {
    await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    await client.expect('the presence of the instance', PRESENCE, world.bounds.handshake)

    world.step('its stream breaks, and the instance is back')
    const server = await world.server()
    fin(world.stream)
    const { id: at } = await server.online()
    await world.stream.expect('initial presence', BROADCAST)
    await world.barrier()

    world.step('the client goes on as if nothing had happened, and then begins a new session')
    const id = client.request(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    client.presence(world.jid)
    await client.receive(PRESENCE, world.bounds.handshake)
    const later = client.request(world.jid)
    await client.receive({ name: 'iq', attrs: { id: later } })
    const until = await world.barrier()

    const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    const refusal = { name: 'iq', attrs: { type: 'error', id } }
    world.check('CHAOS-10', once('The old session is refused.', refusal, where))
    const again = { at, after: { sent: { name: 'iq', attrs: { id: later } } }, until }
    const result = { name: 'iq', attrs: { type: 'result', id: later }, has: { name: 'request', ns: NS.dix } }
    world.check('CHAOS-10', once('The new session is served.', result, again))
  },
)

export const again: Scenario[] = [restarted, lost]
