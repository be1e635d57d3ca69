import { DELIVERY_CASES, type Scenario, scenario } from '../../../harness/index.js'

/** The resources that make up each state: a priority, or `connected` without presence. */
const RESOURCES = {
  'no-account': [],
  'no-resource': [],
  'connected-only': ['connected'],
  'negative-only': [-1, -20],
  'one-nonneg': [0, -5, 'connected'],
  'many-nonneg': [7, 3, -5, 'connected'],
} as const

// RFC 6121 8.5: each case of the delivery rules, made from the table.
export const table: Scenario[] = DELIVERY_CASES.map(({ address, state, type, accept, requirement }) =>
  scenario(
    `discovery/delivery/${address}/${state}/${type}`,
    { proves: [requirement], role: 'server', parameters: { address, state, type, accept } },
    async (world) => {
      world.step(`bring the account into the state ${state}`)
      const account = state === 'no-account' ? undefined : await world.account('service')
      const target = account === undefined ? world.nobody() : `${account.local}@${account.domain}`
      const resources = RESOURCES[state].map((status, index) => ({ name: `r${index + 1}`, status }))
      const instances = account === undefined ? [] : await world.startAll(account, resources)
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step(`send a ${type} message to the ${address === 'bare' ? 'bare' : 'full'} JID`)
      const to =
        address === 'bare' ? target : address === 'full-match' ? instances[0]!.jid : `${target}/elsewhere`
      const mark = client.message({ to, type, body: 'which of you?' })
      await client.fences([...instances, client])

      const bounced = await client.receive({ name: 'message', attrs: { type: 'error', id: mark } }, 0)
      if (accept.includes('O') && account !== undefined && bounced === undefined) {
        world.step('look for the message in offline storage')
        const later = await world.start(account, { as: 'later', resource: 'later', priority: 1 })
        await later.receive({ name: 'message', mark })
        await client.fence(later)
      }
      world.check(requirement, { judge: 'routing', args: { mark, means: { address, state, type } } })
    },
  ),
)
