import { type Scenario, scenario, some } from '../../../harness/index.js'
import { DISCO, PING } from './words.js'

const ORDERS = ['presence-first', 'disco-first'] as const

export const order: Scenario[] = ORDERS.map((setting) =>
  scenario(
    `clients/dix/order/${setting}`,
    { proves: ['DIX-DISCO-d'], role: 'client', parameters: { setting } },
    async (world) => {
      const service = world.service('service', 'first')
      const first = service.instances[0]!

      world.step(`the client is set to ${setting}, and finds an instance`)
      const at = await world.online({ settings: { ...world.settings, order: setting } })
      await world.stream.expect('a ping', PING)
      await world.uses(first)
      const until = await world.barrier()

      const presence = { name: 'presence', attrs: { type: null, to: first.jid } }
      const question = { ...DISCO, attrs: { type: 'get', to: first.jid } }
      const [earlier, later] = setting === 'presence-first' ? [presence, question] : [question, presence]
      world.check(
        'DIX-DISCO-d',
        some('The client sends the one behind the other, as it is set to.', later, {
          at,
          after: { received: earlier },
          until,
        }),
      )
    },
  ),
)
