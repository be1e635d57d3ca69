import { el, NS, none, oneOf, type Scenario, scenario } from '../../../harness/index.js'

/** Addresses of a probe by somebody who may not see the account's presence. */
const STRANGER = ['bare', 'full'] as const

/** Whether a probe to a full JID names an available resource, or one that does not exist. */
const FULL = ['available', 'unknown'] as const

export const probeLimits: Scenario[] = [
  // RFC 6121 4.3.2
  ...STRANGER.map((address) =>
    scenario(
      `discovery/presence/probe/stranger/${address}`,
      { proves: ['RFC6121-4.3.2-c'], role: 'server', parameters: { address } },
      async (world) => {
        world.step('start a contact and a stranger')
        const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
        const stranger = await world.start(await world.account('stranger'), { as: 'stranger', priority: 0 })

        await world.requiresProbes(stranger)

        world.step(`probe the ${address} JID`)
        const to = address === 'bare' ? contact.bare : contact.jid
        const mark = stranger.presence({ to, type: 'probe' })
        await stranger.barrier()
        const until = await contact.fence(stranger)
        world.check(
          'RFC6121-4.3.2-c',
          oneOf(
            { name: 'presence', fromBare: contact.bare },
            [
              {
                verdict: 'pass',
                says: 'Only `unsubscribed` from the bare JID answers.',
                when: [
                  { see: { attrs: { type: 'unsubscribed', from: contact.bare } }, times: [1, 1] },
                  { see: {}, times: [1, 1] },
                ],
              },
              {
                verdict: 'pass-lax',
                says: 'Nothing arrives: the stranger’s own server may keep `unsubscribed` to itself (RFC 6121 3.2.3).',
                when: [{ see: {}, times: [0, 0] }],
              },
              {
                verdict: 'inapplicable',
                says: 'The server does not carry probes that clients send (RFC 6121 4.7.1), and says so.',
                when: [{ see: { attrs: { type: 'error', id: mark } }, times: [1, 1] }],
              },
            ],
            { at: stranger.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
  scenario(
    'discovery/presence/probe/requester',
    { proves: ['RFC6121-4.3.2-c'], role: 'server' },
    async (world) => {
      world.step('ask for a subscription that is not approved')
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
      const requester = await world.start(await world.account('requester'), { as: 'requester', priority: 0 })
      // `unsubscribed` is delivered to resources that asked for the roster (RFC 6121 3.2.3).
      requester.iq({ payload: [el('query', { xmlns: NS.roster })] })
      requester.presence({ to: contact.bare, type: 'subscribe' })
      await contact.expect('the request', { name: 'presence', attrs: { type: 'subscribe' } })
      await requester.barrier()

      await world.requiresProbes(requester)

      world.step('probe the bare JID')
      const mark = requester.presence({ to: contact.bare, type: 'probe' })
      await requester.barrier()
      const until = await contact.fence(requester)
      world.check(
        'RFC6121-4.3.2-c',
        oneOf(
          { name: 'presence', fromBare: contact.bare },
          [
            {
              verdict: 'pass',
              says: 'Only `unsubscribed` from the bare JID answers.',
              when: [
                { see: { attrs: { type: 'unsubscribed', from: contact.bare } }, times: [1, 1] },
                { see: {}, times: [1, 1] },
              ],
            },
            {
              verdict: 'inapplicable',
              says: 'The server does not carry probes that clients send (RFC 6121 4.7.1), and says so.',
              when: [{ see: { attrs: { type: 'error', id: mark } }, times: [1, 1] }],
            },
          ],
          { at: requester.id, after: { mark }, until },
        ),
      )
    },
  ),
  ...FULL.map((named) =>
    scenario(
      `discovery/presence/probe/full/${named}`,
      { proves: ['RFC6121-4.3.2-d'], role: 'server', parameters: { named } },
      async (world) => {
        world.step('subscribe to a contact with two resources')
        const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
        const account = await world.account('contact')
        const one = await world.start(account, { as: 'one', priority: 0 })
        await world.subscribe(observer, one)
        const two = await world.start(account, { as: 'two', priority: 0 })
        await two.fence(observer)

        await world.requiresProbes(observer)

        world.step('probe a full JID')
        const to = named === 'available' ? one.jid : `${one.bare}/elsewhere`
        const mark = observer.presence({ to, type: 'probe' })
        await observer.barrier()
        await one.fence(observer)
        const until = await two.fence(observer)
        world.check(
          'RFC6121-4.3.2-d',
          none(
            'The answer tells nothing about another resource.',
            { name: 'presence', attrs: { from: two.jid } },
            { at: observer.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
]
