import { none, once, type Scenario, scenario } from '../../../harness/index.js'

// RFC 6121 4.6.1: a subscription has precedence over directed presence.
export const subscriptions: Scenario[] = [
  scenario(
    'discovery/authorisation/subscription-begins-after-directed-presence',
    { proves: ['RFC6121-4.6.1-a'], role: 'server' },
    async (world) => {
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 1 })
      const user = await world.start(await world.account('user'), { as: 'user', priority: 0 })
      world.step('send directed presence, and approve a subscription')
      contact.presence({ to: user.jid })
      contact.presence({ to: user.bare })
      await contact.fence(user)
      await world.subscribe(user, contact)
      world.step('broadcast presence')
      const mark = contact.presence({ priority: 2, status: 'for subscribers' })
      const until = await contact.fence(user)
      world.check(
        'RFC6121-4.6.1-a',
        once(
          'The subscriber receives the broadcast.',
          { name: 'presence', mark },
          { at: user.id, after: { mark }, until },
        ),
      )
    },
  ),
  scenario(
    'discovery/authorisation/subscription-ends-after-directed-presence',
    { proves: ['RFC6121-4.6.1-a'], role: 'server' },
    async (world) => {
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 1 })
      const user = await world.start(await world.account('user'), { as: 'user', priority: 0 })
      await world.subscribe(user, contact)
      world.step('send directed presence, and cancel the subscription')
      const directed = contact.presence({ to: user.jid })
      await contact.fence(user)
      contact.presence({ to: user.bare, type: 'unsubscribed' })
      const gone = { name: 'presence', attrs: { type: 'unavailable', from: contact.jid } }
      await user.receive(gone, world.subject.bounds.unavailable)
      const after = await contact.fence(user)
      world.check(
        'RFC6121-4.6.1-a',
        once('The former subscriber gets unavailable presence.', gone, {
          at: user.id,
          after: { mark: directed },
          until: after,
          within: world.subject.bounds.unavailable,
        }),
      )
      world.step('broadcast presence')
      const mark = contact.presence({ priority: 2 })
      const until = await contact.fence(user)
      world.check(
        'RFC6121-4.6.1-a',
        none(
          'The former subscriber receives no broadcast.',
          { name: 'presence', mark },
          { at: user.id, after: { mark }, until },
        ),
      )
    },
  ),
]
