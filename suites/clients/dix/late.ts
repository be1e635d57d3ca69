import { none, type Scenario, scenario } from '../../../harness/index.js'
import { DISCO, PING, PONG } from './words.js'

const unknownId = scenario(
  'clients/dix/late/unknown-id',
  { proves: ['DIX-LATE-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const [first, second] = [service.instances[0]!, service.instances[1]!]
    service.onBare = ({ attrs }) => {
      second.pong('unknown')
      first.pong(attrs.id)
    }

    world.step('the client pings; before the pong comes one with an id that it did not send')
    const at = await world.online()
    await world.stream.receive({ ...DISCO, attrs: { to: first.jid } }, world.bounds.handshake)
    await world.elapse(world.settings.window)
    const until = await world.barrier()

    const after = { sent: { ...PONG, attrs: { id: 'unknown' } } }
    world.check(
      'DIX-LATE-a',
      none('The client sends nothing to its sender.', { attrs: { to: second.jid } }, { at, after, until }),
    )
  },
)

const nextTry = scenario(
  'clients/dix/late/in-the-next-try',
  { proves: ['DIX-LATE-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const [first, second] = [service.instances[0]!, service.instances[1]!]
    service.onBare = () => undefined

    world.step('the client pings, and gets no answer within its time')
    const at = await world.online()
    const { attrs } = await world.stream.expect('a ping', PING)
    const { timeout, backOff } = world.settings
    const soon = timeout + 1.5 * backOff + world.bounds.route
    const again = await world.stream.expect('the ping of the next try', PING, soon)

    world.step('the pong of the first try comes, then that of the second')
    second.pong(attrs.id)
    first.pong(again.attrs.id)
    await world.stream.receive({ ...DISCO, attrs: { to: first.jid } }, world.bounds.handshake)
    await world.elapse(world.settings.window)
    const until = await world.barrier()

    const after = { sent: { ...PONG, attrs: { id: attrs.id } } }
    world.check(
      'DIX-LATE-a',
      none(
        'The client sends nothing to the sender of the late one.',
        { attrs: { to: second.jid } },
        {
          at,
          after,
          until,
        },
      ),
    )
  },
)

const afterAll = scenario(
  'clients/dix/late/after-giving-up',
  { proves: ['DIX-LATE-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const [first, second] = [service.instances[0]!, service.instances[1]!]

    world.step('the client uses an instance, which goes away; nobody answers its pings')
    const settings = { ...world.settings, timeout: 200, backOff: 50, tries: 2 }
    const at = await world.online({ settings })
    await world.stream.expect('a ping', PING)
    await world.uses(first)
    service.onBare = () => undefined
    first.leave()
    const { timeout, backOff, tries } = settings
    await world.stream.expect('a ping', PING, world.bounds.failover)
    const last = await world.stream.expect('another one', PING, timeout + 2 * backOff + world.bounds.route)
    await world.elapse(timeout * tries)

    world.step('it has given up; the pong of its last ping comes')
    const { id } = last.attrs
    second.pong(id)
    await world.elapse(settings.window)
    const until = await world.barrier()
    world.check(
      'DIX-LATE-a',
      none(
        'The client sends nothing to its sender.',
        { attrs: { to: second.jid } },
        { at, after: { sent: { ...PONG, attrs: { from: second.jid } } }, until },
      ),
    )
  },
)

export const late: Scenario[] = [unknownId, nextTry, afterAll]
