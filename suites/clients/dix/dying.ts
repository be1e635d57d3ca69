import { reacts, type Scenario, scenario, some } from '../../../harness/index.js'
import { DISCO, PING, PONG, SOON } from './words.js'

/** Where in the handshake the instance ends, and how the subject learns of it. */
const DEATHS = [
  { step: 'ping', how: 'silence' },
  { step: 'pong', how: 'unavailable' },
  { step: 'pong', how: 'error' },
  { step: 'pong', how: 'silence' },
  { step: 'presence', how: 'unavailable' },
  { step: 'presence', how: 'error' },
  { step: 'presence', how: 'silence' },
  { step: 'disco', how: 'unavailable' },
  { step: 'disco', how: 'error' },
  { step: 'disco', how: 'silence' },
  { step: 'disco', how: 'unavailable-then-error' },
  { step: 'disco', how: 'error-then-unavailable' },
  { step: 'own-presence', how: 'unavailable' },
  { step: 'in-session', how: 'unavailable' },
] as const

/** What a death at a step is about: silence to a ping, an instance that is gone when it is asked, or a loss. */
const CONCERNS = {
  ping: 'DIX-FAIL-d',
  pong: 'DIX-DISCO-c',
  presence: 'DIX-DISCO-c',
  disco: 'DIX-DISCO-c',
  'own-presence': 'DIX-DISCO-c',
  'in-session': 'DIX-FAIL-a',
} as const

export const dying: Scenario[] = DEATHS.map(({ step, how }) =>
  scenario(
    `clients/dix/dying/${step}/${how}`,
    {
      proves: how === 'silence' ? [CONCERNS[step], 'DIX-MULTI-c'] : [CONCERNS[step]],
      role: 'client',
      parameters: { step, how },
    },
    async (world) => {
      const service = world.service('service', 'first', 'second')
      const [first, second] = [service.instances[0]!, service.instances[1]!]
      const die = () => {
        service.onBare = (message) => second.receive(message)
        if (how === 'silence') first.hang()
        else if (how.startsWith('error')) first.vanish()
        else first.leave()
      }
      if (step === 'ping') first.onPing = die
      if (step === 'pong')
        first.onPing = ({ attrs }) => {
          first.pong(attrs.id)
          die()
        }
      if (step === 'presence') first.onPresence = die
      if (step === 'own-presence')
        first.onPresence = () => {
          first.present()
          die()
        }
      if (step === 'disco')
        first.onInfo = (request) => {
          die()
          if (how.includes('error')) first.receive(request)
          if (how === 'error-then-unavailable') first.unavailable()
        }

      world.step(`the client looks for an instance, which ends at this step: ${step}`)
      const settings = { ...world.settings, ...SOON }
      const at = await world.online({ settings })
      await world.stream.expect('a ping', PING)
      if (step === 'in-session') {
        await world.uses(first)
        die()
      }
      const after = {
        ping: { received: PING },
        pong: { sent: PONG },
        presence: { received: { name: 'presence', attrs: { type: null, to: first.jid } } },
        disco: { received: { ...DISCO, attrs: { type: 'get', to: first.jid } } },
        'own-presence': { sent: { name: 'presence', attrs: { type: null, from: first.jid } } },
        'in-session': { sent: { name: 'presence', attrs: { type: 'unavailable', from: first.jid } } },
      }[step]
      const { failover, handshake } = world.bounds
      world.check(CONCERNS[step], reacts(at, after, failover, { says: 'The client pings again.', see: PING }))
      await world.stream.receive(PING, failover + settings.timeout)

      world.step('the other instance answers; the client goes on with it')
      await world.uses(second, handshake)
      const until = await world.barrier()
      const used = { name: 'presence', attrs: { type: null, to: second.jid } }
      world.check(CONCERNS[step], some('It goes on with the other instance.', used, { at, after, until }))
      if (how === 'silence')
        world.check('DIX-MULTI-c', {
          judge: 'tracking',
          args: { at, services: [service.jid], until, oneOf: [second.jid] },
        })
    },
  ),
)
