import { NS, none, once, type Scenario, scenario, some } from '../../../harness/index.js'
import { PRESENCE } from '../dix/words.js'

const ROSTER = { name: 'iq', attrs: { type: 'get' }, has: { name: 'query', ns: NS.roster } }
const BROADCAST = { name: 'presence', attrs: { to: null, type: null } }

const initial = scenario(
  'services/presence/initial',
  { proves: ['DIX-AVAIL-a', 'RFC6121-4.2.1-a'], role: 'service' },
  async (world) => {
    world.step('an instance begins')
    const server = await world.server()
    await world.begin()
    const { id: at } = await server.online()
    await world.stream.receive(BROADCAST)
    const until = await world.barrier()

    const whole = { at, after: { beginOf: at }, until }
    const bound = { sent: { name: 'iq', has: { name: 'bind', ns: NS.bind } } }
    world.check('DIX-AVAIL-a', some('It sends initial presence.', BROADCAST, whole))
    world.check('DIX-AVAIL-a', { judge: 'priorities', args: { ...whole, asks: 'non-negative' } })
    const says = 'It sends presence when its resource is bound.'
    world.check('RFC6121-4.2.1-a', some(says, BROADCAST, { ...whole, after: bound }))
    const late = { ...whole, after: { received: BROADCAST } }
    world.check('RFC6121-4.2.1-a', none('It does not ask for its roster afterwards.', ROSTER, late))
  },
)

const assigned = scenario(
  'services/presence/assigned-resource',
  { proves: ['RFC6120-4.3.6-a'], role: 'service' },
  async (world) => {
    world.step('the server binds another resource than the one asked for')
    const server = await world.server()
    server.always({ resource: () => 'assigned' })
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    await client.receive(PRESENCE, world.bounds.handshake)
    const id = client.request(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const work = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    const result = { name: 'iq', attrs: { type: 'result', id } }
    world.check(
      'RFC6120-4.3.6-a',
      once('Presence directed to the JID that was bound begins a session.', result, work),
    )
  },
)

const capabilities = scenario(
  'services/presence/capabilities',
  { proves: ['XEP0115-8.3-a'], role: 'service' },
  async (world) => {
    const server = await world.server()
    await world.begin()
    const { id: at } = await server.online()
    const broadcast = await world.stream.expect('initial presence', BROADCAST)

    world.step('a client gets the directed presence of the instance')
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    const greeting = await client.expect('presence', PRESENCE, world.bounds.handshake)
    const until = await world.barrier()

    const { node, ver } = broadcast.getChild('c', NS.caps)?.attrs ?? {}
    const directed = { name: 'presence', attrs: { to: greeting.attrs.to, type: null } }
    const same =
      ver === undefined
        ? { ...directed, lacks: { name: 'c', ns: NS.caps } }
        : { ...directed, has: { name: 'c', ns: NS.caps, attrs: { node, ver } } }
    const says = 'It shows the same capabilities as the broadcast, or none if that shows none.'
    world.check('XEP0115-8.3-a', some(says, same, { at, after: { beginOf: at }, until }))
  },
)

export const initials: Scenario[] = [initial, assigned, capabilities]
