import { el, markElement, oneOf, type Scenario, scenario } from '../../../harness/index.js'

const KINDS = ['message', 'presence', 'iq'] as const

// RFC 6120 8.1.2.1
const stamped: Scenario[] = KINDS.map((kind) =>
  scenario(
    `discovery/stanzas/from/stamped/${kind}`,
    { proves: ['RFC6120-8.1.2.1-a', 'RFC6120-8.1.2.1-b'], role: 'server', parameters: { kind } },
    async (world) => {
      const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
      const receiver = await world.start(await world.account('receiver'), {
        as: 'receiver',
        resource: 'here',
        priority: 0,
      })
      receiver.presence({ to: sender.jid })
      await receiver.barrier()
      world.step(`send a ${kind} without \`from\``)
      const mark = world.mark()
      const type = kind === 'iq' ? 'get' : undefined
      sender.send(el(kind, { to: receiver.jid, type, id: mark }, markElement(mark)))
      const until = await sender.fence(receiver)
      world.check('RFC6120-8.1.2.1-a', { judge: 'integrity', args: { mark, aspect: 'from' } })
      world.check(
        'RFC6120-8.1.2.1-b',
        oneOf(
          { mark },
          [
            {
              verdict: 'inconclusive',
              says: 'The stanza is not delivered.',
              when: [{ see: { mark }, times: [0, 0] }],
            },
            {
              verdict: 'pass',
              says: 'The stanza has a `from` when it is delivered.',
              when: [{ see: { attrs: { from: null } }, times: [0, 0] }],
            },
          ],
          { at: receiver.id, after: { mark }, until },
        ),
      )
    },
  ),
)

const spoofed: Scenario[] = [
  ...KINDS.map((kind) => ({ kind, whose: 'somebody' as const })),
  { kind: 'message' as const, whose: 'sibling' as const },
].map(({ kind, whose }) =>
  scenario(
    `discovery/stanzas/from/spoofed/${kind}-as-${whose}`,
    { proves: ['RFC6120-8.1.2.1-a'], role: 'server', parameters: { kind, whose } },
    async (world) => {
      const account = await world.account('sender')
      const sender = await world.start(account, { as: 'sender', resource: 'mine', priority: 0 })
      const receiver = await world.start(await world.account('receiver'), {
        as: 'receiver',
        resource: 'here',
        priority: 0,
      })
      const { jid: from } = await world.start(
        whose === 'sibling' ? account : await world.account('somebody'),
        { as: 'other', resource: 'other', priority: 0 },
      )
      receiver.presence({ to: sender.jid })
      receiver.presence({ to: from })
      await receiver.barrier()
      world.step(`send a ${kind} with the full JID of ${whose} in \`from\``)
      const mark = world.mark()
      const type = kind === 'iq' ? 'get' : undefined
      sender.send(el(kind, { from, to: receiver.jid, type, id: mark }, markElement(mark)))
      await sender.barrier()
      const until = await receiver.barrier()
      world.check(
        'RFC6120-8.1.2.1-a',
        oneOf(
          { mark },
          [
            {
              verdict: 'pass',
              says: 'The false `from` is replaced by the sender’s full JID.',
              when: [
                { see: { attrs: { from: sender.jid } }, times: [1, 1] },
                { see: { mark }, times: [1, 1] },
              ],
            },
            {
              verdict: 'pass',
              says: 'The stanza is refused, and nothing of it is delivered.',
              when: [{ see: { mark }, times: [0, 0] }],
            },
          ],
          { at: receiver.id, after: { mark }, until },
        ),
      )
    },
  ),
)

export const from: Scenario[] = [
  ...stamped,
  ...spoofed,
  scenario(
    'discovery/stanzas/from/stamped/subscription',
    { proves: ['RFC6120-8.1.2.1-a'], role: 'server' },
    async (world) => {
      const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
      const receiver = await world.start(await world.account('receiver'), {
        as: 'receiver',
        resource: 'here',
        priority: 0,
      })
      world.step('ask for a subscription')
      const mark = sender.presence({ to: receiver.bare, type: 'subscribe' })
      await sender.fence(receiver)
      world.check('RFC6120-8.1.2.1-a', { judge: 'integrity', args: { mark, aspect: 'from-bare' } })
    },
  ),
]
