import { once, type Scenario, scenario, some } from '../../../harness/index.js'

/** Priorities of the receiving user's resources: presence reaches negative ones, too (RFC 6121 8.5.2.1.2). */
const PRIORITIES = [5, 0, -1]

export const inbound: Scenario[] = [
  // RFC 6121 4.2.3
  scenario(
    'discovery/presence/inbound/available',
    { proves: ['RFC6121-4.2.3-a'], role: 'server' },
    async (world) => {
      world.step('start three resources of a subscriber')
      const user = await world.account('user')
      const resources = []
      for (const [index, priority] of PRIORITIES.entries())
        resources.push(await world.start(user, { as: `resource-${index + 1}`, priority }))
      const account = await world.account('contact')
      const first = await world.start(account, { as: 'first', priority: 0 })
      await world.subscribe(resources[0]!, first)

      world.step('send initial presence from another resource of the contact')
      const second = await world.start(account, { as: 'second' })
      const mark = second.presence()
      const fences = await second.fences(resources)
      for (const [index, resource] of resources.entries())
        world.check(
          'RFC6121-4.2.3-a',
          once(
            'Every available resource receives the contact’s presence.',
            { name: 'presence', attrs: { from: second.jid, type: null }, mark },
            { at: resource.id, after: { mark }, until: fences[index]! },
          ),
        )
    },
  ),
  // RFC 6121 4.5.3
  scenario(
    'discovery/presence/inbound/unavailable',
    { proves: ['RFC6121-4.5.3-a'], role: 'server' },
    async (world) => {
      world.step('start three resources of a subscriber')
      const user = await world.account('user')
      const resources = []
      for (const [index, priority] of PRIORITIES.entries())
        resources.push(await world.start(user, { as: `resource-${index + 1}`, priority }))
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
      await world.subscribe(resources[0]!, contact)

      world.step('send unavailable presence')
      const mark = contact.presence({ type: 'unavailable' })
      const fences = await contact.fences(resources)
      for (const [index, resource] of resources.entries())
        world.check(
          'RFC6121-4.5.3-a',
          some(
            'Every available resource receives the contact’s unavailable presence.',
            { name: 'presence', attrs: { from: contact.jid, type: 'unavailable' } },
            { at: resource.id, after: { mark }, until: fences[index]! },
          ),
        )
    },
  ),
]
