import { el, NS, none, oneOf, reacts, type Scenario, scenario } from '../../../harness/index.js'
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

const ofInstance = scenario(
  'clients/dix/refusals/of-an-instance',
  { proves: ['DIX-FAIL-e'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const first = service.instances[0]!
    service.onBare = ({ attrs }) => {
      if (!attrs.id) return
      first.vanish()
      first.receive(
        el('message', { from: world.jid, to: first.jid, id: attrs.id }, el('pong', { xmlns: NS.dix })),
      )
    }

    world.step('the client pings; an error with its id comes from a full JID, with a pong inside')
    const settings = { ...world.settings, timeout: 3000 }
    const within = settings.timeout / 2
    const at = await world.online({ settings })
    const { attrs } = await world.stream.expect('a ping', PING)
    await world.stream.receive(PING, within)
    const until = await world.barrier()

    const after = { sent: { name: 'message', attrs: { type: 'error', id: attrs.id ?? null } } }
    world.check(
      'DIX-FAIL-e',
      reacts(at, after, within, { says: 'The client pings again, without waiting for a pong.', see: PING }),
    )
    for (const name of ['presence', 'iq']) {
      const use = { name, attrs: { to: first.jid } }
      world.check('DIX-FAIL-e', none('It does not take the error for a pong.', use, { at, after, until }))
    }
  },
)

const spaced = scenario(
  'clients/dix/refusals/spaced',
  { proves: ['DIX-FAIL-d'], role: 'client' },
  async (world) => {
    world.service('service')

    world.step('the client looks for a service without instances; its ping comes back')
    const at = await world.online({ settings: { ...world.settings, backOff: 2000 } })
    await world.stream.expect('a ping', PING)
    await world.elapse(world.settings.window)
    const until = await world.barrier()
    world.check(
      'DIX-FAIL-d',
      none('The client pauses before it pings again.', PING, { at, after: { received: PING }, until }),
    )
  },
)

export const refusals: Scenario[] = [nobody, foreignId, ofInstance, spaced]
