import { none, once, type Scenario, scenario } from '../../../harness/index.js'

const TYPES = [undefined, 'unavailable'] as const

// RFC 6121 8.5.2.1.2
const toBare: Scenario[] = TYPES.map((type) =>
  scenario(
    `discovery/stanzas/presence/to-bare/${type ?? 'available'}`,
    { proves: ['RFC6121-8.5.2.1.2-a'], role: 'server', parameters: { type } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const account = await world.account('service')
      const instances = []
      for (const priority of [9, 0, -1, -128])
        instances.push(
          await world.start(account, { as: `priority${priority}`, resource: `p${priority}`, priority }),
        )
      world.step('send presence to the bare JID')
      const mark = client.presence({ to: instances[0]!.bare, ...(type && { type }) })
      const fences = await client.fences(instances)
      for (const [i, { id }] of instances.entries())
        world.check(
          'RFC6121-8.5.2.1.2-a',
          once(
            'Every available resource receives it, whatever its priority.',
            { name: 'presence', mark },
            { at: id, after: { mark }, until: fences[i]! },
          ),
        )
    },
  ),
)

// RFC 6121 8.5.2.2.2
const toOffline: Scenario[] = TYPES.map((type) =>
  scenario(
    `discovery/stanzas/presence/to-nobody-online/${type ?? 'available'}`,
    { proves: ['RFC6121-8.5.2.2.2-a'], role: 'server', parameters: { type } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const account = await world.account('service')
      world.step('send presence to an account without resources')
      const bare = `${account.local}@${account.domain}`
      const mark = client.presence({ to: bare, ...(type && { type }) })
      const until = await client.barrier()
      world.check(
        'RFC6121-8.5.2.2.2-a',
        none(
          'The sender hears nothing.',
          { name: 'presence', fromBare: bare },
          { at: client.id, after: { mark }, until },
        ),
      )
      world.step('look whether it was stored')
      const later = await world.start(account, { as: 'later', resource: 'later', priority: 1 })
      const fence = await client.fence(later)
      world.check(
        'RFC6121-8.5.2.2.2-a',
        none(
          'A resource that comes later does not receive it.',
          { name: 'presence', mark },
          { at: later.id, after: { mark }, until: fence },
        ),
      )
    },
  ),
)

// RFC 6121 8.5.3.2.2
const toGone: Scenario[] = TYPES.map((type) =>
  scenario(
    `discovery/stanzas/presence/to-no-resource/${type ?? 'available'}`,
    { proves: ['RFC6121-8.5.3.2.2-a'], role: 'server', parameters: { type } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const sibling = await world.start(await world.account('service'), {
        as: 'sibling',
        resource: 'sibling',
        priority: 5,
      })
      world.step('send presence to a full JID that nobody has')
      const mark = client.presence({ to: `${sibling.bare}/nowhere`, ...(type && { type }) })
      const [fence, until] = await client.fences([sibling, client])
      world.check(
        'RFC6121-8.5.3.2.2-a',
        none(
          'The sender hears nothing.',
          { name: 'presence', fromBare: sibling.bare },
          { at: client.id, after: { mark }, until: until! },
        ),
      )
      world.check(
        'RFC6121-8.5.3.2.2-a',
        none(
          'A sibling does not receive it.',
          { name: 'presence', mark },
          { at: sibling.id, after: { mark }, until: fence! },
        ),
      )
    },
  ),
)

export const presenceDelivery: Scenario[] = [...toBare, ...toOffline, ...toGone]
