import { once, type Scenario, scenario } from '../../../harness/index.js'

/** Values of `type` that RFC 6121 4.7.1 does not define for presence. */
const UNDEFINED = ['available', 'chat', 'Unavailable']

// RFC 6121 4.7.1
export const types: Scenario[] = UNDEFINED.map((type) =>
  scenario(
    `discovery/presence/type/${type}`,
    { proves: ['RFC6121-4.7.1-a'], role: 'server', parameters: { type } },
    async (world) => {
      world.step('start a resource')
      const sender = await world.start(await world.account('service'), { as: 'sender', priority: 0 })

      world.step(`send presence of type ${type}`)
      const mark = sender.presence({ type })
      world.check(
        'RFC6121-4.7.1-a',
        once(
          'The error `bad-request` is returned.',
          { name: 'presence', attrs: { type: 'error', id: mark }, condition: 'bad-request' },
          { at: sender.id, after: { mark }, until: await sender.barrier() },
        ),
      )
    },
  ),
)
