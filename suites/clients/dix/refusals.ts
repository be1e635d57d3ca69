import { none, oneOf, reacts, type Scenario, scenario } from '../../../harness/index.js'
import { PING } from './words.js'

const nobody = scenario(
  'clients/dix/refusals/nobody',
  { proves: ['DIX-FAIL-d', 'DIX-FAIL-e'], role: 'client' },
  async (world) => {
    world.service('service')

    world.step('the client looks for a service without instances; its pings come back')
    const settings = { ...world.settings, timeout: 3000 }
    const within = settings.timeout / 2
    const at = await world.online({ settings })
    const ping = await world.stream.expect('a ping', PING)
    await world.elapse(within)
    const until = await world.barrier()

    const { id } = ping.attrs
    world.check(
      'DIX-FAIL-e',
      reacts(at, { sent: { name: 'message', attrs: { type: 'error', id } } }, within, {
        says: 'The client pings again, without waiting for a pong of the ping that came back.',
        see: PING,
      }),
    )
    const most = settings.tries
    world.check(
      'DIX-FAIL-d',
      oneOf(
        PING,
        [
          {
            verdict: 'pass',
            says: `The client pings at most ${most} times, and gives up.`,
            when: [{ see: PING, times: [1, most] }],
          },
        ],
        { at, after: { beginOf: at }, until },
      ),
    )
  },
)

const foreignId = scenario(
  'clients/dix/refusals/foreign-id',
  { proves: ['DIX-FAIL-e'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    service.onBare = () => undefined

    world.step('the client pings; an error with another id comes back')
    const at = await world.online({ settings: { ...world.settings, timeout: 3000 } })
    const ping = await world.stream.expect('a ping', PING)
    service.refuse(ping, 'service-unavailable', 'another')
    await world.elapse(1.5 * world.settings.backOff + 100)
    const until = await world.barrier()
    const foreign = { sent: { name: 'message', attrs: { type: 'error', id: 'another' } } }
    world.check('DIX-FAIL-e', none('The client goes on waiting.', PING, { at, after: foreign, until }))
  },
)

export const refusals: Scenario[] = [nobody, foreignId]
