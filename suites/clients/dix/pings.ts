import { every, NS, type Scenario, scenario } from '../../../harness/index.js'
import { PING, PING_PAYLOAD } from './words.js'

const first = scenario(
  'clients/dix/pings/first',
  { proves: ['DIX-PING-a', 'DIX-PING-b', 'DIX-PING-d', 'XEP0334-4.3-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')

    world.step('the client logs in and looks for the service')
    const at = await world.online()
    await world.stream.expect('a ping', PING_PAYLOAD)
    const until = await world.barrier()

    const where = { at, after: { beginOf: at }, until }
    const toBare = [{ name: 'message', attrs: { to: service.jid } }]
    world.check(
      'DIX-PING-a',
      every('A ping is a message to the bare JID of the service.', PING_PAYLOAD, toBare, where),
    )
    world.check('DIX-PING-b', { judge: 'ids', args: { at, about: PING, asks: 'present', least: 1 } })
    const profile = [
      { attrs: { type: [null, 'normal'] }, lacks: { name: 'body' } },
      { has: { name: 'no-store', ns: NS.hints } },
    ]
    world.check(
      'DIX-PING-d',
      every('A ping is of type normal, without a body, and has the hint no-store.', PING, profile, where),
    )
    world.check(
      'XEP0334-4.3-a',
      every('A ping has no hint no-copy.', PING, [{ lacks: { name: 'no-copy', ns: NS.hints } }], where),
    )
  },
)

const unanswered = scenario(
  'clients/dix/pings/unanswered',
  { proves: ['DIX-PING-c', 'DIX-FAIL-d'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    service.onBare = () => undefined

    world.step('the client looks for the service; nobody answers its pings')
    const at = await world.online()
    await world.stream.expect('a ping', PING)
    const { timeout, tries, backOff } = world.settings
    const pauses = 1.5 * backOff * (2 ** (tries - 1) - 1)
    await world.elapse(tries * timeout + pauses + timeout)
    const until = await world.barrier()

    world.check('DIX-PING-c', { judge: 'ids', args: { at, about: PING, asks: 'distinct', least: 2 } })
    world.check('DIX-FAIL-d', {
      judge: 'outcome',
      args: {
        at,
        after: { beginOf: at },
        until,
        about: PING,
        rows: [
          {
            verdict: 'pass',
            says: `The client pings at most ${tries} times, and gives up.`,
            when: [{ see: PING, times: [1, tries] }],
          },
        ],
      },
    })
  },
)

export const pings: Scenario[] = [first, unanswered]
