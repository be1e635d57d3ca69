import { none, reset, type Scenario, scenario } from '../../../harness/index.js'
import { DISCO, PING } from './words.js'

const doubled = scenario(
  'clients/dix/reconnected/late-and-doubled',
  { proves: ['CHAOS-09'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const [first, second] = [service.instances[0]!, service.instances[1]!]

    world.step('the client uses an instance, and loses its connection')
    const server = await world.server()
    await world.online()
    const { attrs: before } = await world.stream.expect('a ping', PING)
    await world.uses(first)
    service.onBare = ({ attrs }) => {
      second.pong(before.id)
      first.pong(attrs.id)
      first.pong(attrs.id)
    }
    const { login, handshake, failover } = world.bounds
    reset(world.stream)

    world.step(
      'it comes back and pings; the pong of the other instance comes late, that of the first one twice',
    )
    const { id: at } = await server.online(login)
    await world.stream.expect('a ping', PING, failover)
    await world.stream.receive({ ...DISCO, attrs: { to: [first.jid, second.jid] } }, handshake)
    await world.elapse(world.settings.window)
    const until = await world.barrier()

    world.check('CHAOS-09', {
      judge: 'tracking',
      args: { at, services: [service.jid], until, oneOf: [first.jid] },
    })
    world.check(
      'CHAOS-09',
      none(
        'The client does not ask the one whose pong was late.',
        { ...DISCO, attrs: { to: second.jid } },
        { at, after: { beginOf: at }, until },
      ),
    )
  },
)

export const reconnected: Scenario[] = [doubled]
