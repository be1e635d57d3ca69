import { el, NS, none, type Scenario, scenario } from '../../../harness/index.js'
import { PONG } from './words.js'

/** Messages that look like pings, but are none. */
const MESSAGES = [
  { name: 'an-error-with-a-ping', type: 'error', payload: 'ping' },
  { name: 'an-error-with-a-pong', type: 'error', payload: 'pong' },
  { name: 'a-pong', type: undefined, payload: 'pong' },
] as const

export const unanswered: Scenario[] = MESSAGES.map(({ name, type, payload }) =>
  scenario(
    `services/dix/unanswered/${name}`,
    { proves: ['DIX-PONG-e'], role: 'service', parameters: { type, payload } },
    async (world) => {
      world.step('a message comes that is no ping')
      const at = await world.online()
      const client = world.client('romeo/orchard')
      const error =
        type === 'error'
          ? el('error', { type: 'cancel' }, el('service-unavailable', { xmlns: NS.stanzaErrors }))
          : undefined
      client.send(el('message', { to: world.jid, id: 'odd', type }, el(payload, { xmlns: NS.dix }), error))
      const until = await world.barrier()

      const where = { at, after: { sent: { name: 'message', attrs: { id: 'odd' } } }, until }
      world.check('DIX-PONG-e', none('No pong comes.', PONG, where))
      const answer = { name: 'message', attrs: { to: client.jid } }
      world.check('DIX-PONG-e', none('No other message comes.', answer, where))

      world.step('the instance still answers pings')
      client.ping(world.bare)
      await client.expect('a pong', PONG)
    },
  ),
)
