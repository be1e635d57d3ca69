import { every, reacts, type Scenario, scenario } from '../../../harness/index.js'
import { DISCO, PING, PING_PAYLOAD } from './words.js'

/** What there is after the instance in use has gone. */
const LEFT = [
  { name: 'another-is-there', returns: false },
  { name: 'the-same-returns', returns: true },
] as const

export const failover: Scenario[] = LEFT.map(({ name, returns }) =>
  scenario(
    `clients/dix/failover/${name}`,
    { proves: ['DIX-FAIL-a', 'DIX-PING-a', 'DIX-PING-c'], role: 'client', parameters: { returns } },
    async (world) => {
      const service = world.service('service', 'first', ...(returns ? [] : ['second']))
      const first = service.instances[0]!

      world.step('the client uses the first instance')
      const at = await world.online()
      await world.uses(first)

      world.step('the first instance goes away')
      first.leave()
      const other = returns ? service.start('first') : service.instances[1]!
      const gone = { sent: { name: 'presence', attrs: { type: 'unavailable', from: first.jid } } }
      const { failover, handshake } = world.bounds
      await world.stream.receive({ ...DISCO, attrs: { to: other.jid } }, failover + handshake)
      const until = await world.barrier()

      world.check(
        'DIX-FAIL-a',
        reacts(at, gone, world.bounds.failover, { says: 'The client pings again.', see: PING }),
      )
      world.check('DIX-FAIL-a', {
        judge: 'tracking',
        args: { at, services: [service.jid], until, oneOf: [other.jid] },
      })
      const toBare = [{ name: 'message', attrs: { to: service.jid } }]
      world.check(
        'DIX-PING-a',
        every('A ping is a message to the bare JID of the service.', PING_PAYLOAD, toBare, {
          at,
          after: gone,
          until,
        }),
      )
      world.check('DIX-PING-c', { judge: 'ids', args: { at, about: PING, asks: 'distinct', least: 2 } })
    },
  ),
)
