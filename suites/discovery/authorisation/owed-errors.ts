import { oneOf, type Scenario, scenario } from '../../../harness/index.js'

/** Why the sender may know that the resource is gone. */
const REASONS = ['subscription', 'directed-presence'] as const

// RFC 6121 8.1 with 8.5.3.2.1: silence protects from strangers only.
export const owedErrors: Scenario[] = REASONS.map((reason) =>
  scenario(
    `discovery/authorisation/owed-errors/${reason}`,
    { proves: ['RFC6121-8.1-a'], role: 'server', parameters: { reason } },
    async (world) => {
      const instance = await world.start(await world.account('service'), {
        as: 'instance',
        resource: 'here',
        priority: 1,
      })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      if (reason === 'subscription') await world.subscribe(client, instance)
      else instance.presence({ to: client.jid })
      await instance.fence(client)
      world.step('send a groupchat message to a full JID that nobody has')
      const mark = client.message({ to: `${instance.bare}/nowhere`, type: 'groupchat', body: 'hello' })
      const [, until] = await client.fences([instance, client])
      world.check(
        'RFC6121-8.1-a',
        oneOf(
          { name: 'message', fromBare: instance.bare, attrs: { type: 'error' } },
          [
            {
              verdict: 'pass',
              says: 'The sender gets an error.',
              when: [{ see: {}, times: [1, 1] }],
            },
          ],
          { at: client.id, after: { mark }, until: until! },
        ),
      )
    },
  ),
)
