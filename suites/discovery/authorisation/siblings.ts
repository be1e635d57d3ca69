import { oneOf, type Scenario, scenario } from '../../../harness/index.js'

// RFC 6121 4.2.2 leaves open what RFC 3921 did by a probe of the own account.
export const siblings: Scenario[] = [
  scenario(
    'discovery/authorisation/siblings-when-becoming-available',
    { proves: ['RFC6121-4.2.2-c'], role: 'server' },
    async (world) => {
      const account = await world.account('service')
      const first = await world.start(account, { as: 'first', resource: 'first', priority: 3 })
      const second = await world.start(account, { as: 'second', resource: 'second' })
      world.step('become available beside a sibling')
      const mark = second.presence({ priority: 1 })
      await second.barrier()
      const until = await first.fence(second)
      world.check(
        'RFC6121-4.2.2-c',
        oneOf(
          { name: 'presence', attrs: { from: first.jid } },
          [
            {
              verdict: 'observed',
              says: 'The newly available resource is told the presence of its sibling.',
              when: [{ see: {}, times: [1, null] }],
            },
            {
              verdict: 'observed',
              says: 'The newly available resource is told nothing of its sibling.',
              when: [{ see: {}, times: [0, 0] }],
            },
          ],
          { at: second.id, after: { mark }, until },
        ),
      )
    },
  ),
]
