import { deliveryExamples, generated, none, once, oneOf, type Scenario } from '../../harness/index.js'

export const others: Scenario[] = [
  // RFC 6121 8.5.1 to 8.5.3, the rows for presence without a type.
  generated(
    'properties/presence',
    {
      proves: [
        'RFC6121-8.5.1-c',
        'RFC6121-8.5.2.1.2-a',
        'RFC6121-8.5.2.2.2-a',
        'RFC6121-8.5.3.1-d',
        'RFC6121-8.5.3.2.2-a',
      ],
      role: 'server',
    },
    deliveryExamples(),
    async (world, { account: exists, resources, address, which, id }) => {
      world.step('start the resources')
      const account = exists === 'made' ? await world.account('service') : undefined
      const bare = account === undefined ? world.nobody() : `${account.local}@${account.domain}`
      const instances = account === undefined ? [] : await world.startAll(account, resources)
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step('send a directed presence')
      const addressed =
        address === 'full-match' ? instances[which % Math.max(1, instances.length)] : undefined
      const to = address === 'bare' ? bare : (addressed?.jid ?? `${bare}/no such resource`)
      const mark = client.presence({ to, id })
      const fences = await client.fences([...instances, client])

      const available = (index: number) => resources[index]?.status !== 'connected'
      const requirement =
        account === undefined
          ? 'RFC6121-8.5.1-c'
          : addressed !== undefined
            ? 'RFC6121-8.5.3.1-d'
            : address !== 'bare'
              ? 'RFC6121-8.5.3.2.2-a'
              : instances.some((_, index) => available(index))
                ? 'RFC6121-8.5.2.1.2-a'
                : 'RFC6121-8.5.2.2.2-a'
      const copy = { name: 'presence', mark, attrs: { type: null } }
      for (const [index, instance] of instances.entries()) {
        const where = { at: instance.id, after: { mark }, until: fences[index]! }
        const meant = address === 'bare' ? available(index) : instance === addressed
        world.check(
          requirement,
          meant
            ? once('The resource receives the presence, once.', copy, where)
            : none('The resource does not receive the presence.', copy, where),
        )
      }
      world.check(
        requirement,
        none(
          'The sender hears nothing about it.',
          { name: 'presence', attrs: { type: 'error' } },
          { at: client.id, after: { mark }, until: fences.at(-1)! },
        ),
      )
    },
  ),

  // RFC 6121 8.5.1 to 8.5.3, the rows for IQ stanzas of type get.
  generated(
    'properties/iq',
    {
      proves: [
        'RFC6121-8.5.1-a',
        'RFC6121-8.5.2.1.3-a',
        'RFC6121-8.5.2.2.3-a',
        'RFC6121-8.5.3.2.3-a',
        'RFC6120-8.1.3-b',
      ],
      role: 'server',
    },
    deliveryExamples(),
    async (world, { account: exists, resources, address, id }) => {
      world.step('start the resources')
      const account = exists === 'made' ? await world.account('service') : undefined
      const bare = account === undefined ? world.nobody() : `${account.local}@${account.domain}`
      const instances = account === undefined ? [] : await world.startAll(account, resources)
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step('ask an unknown question')
      const toBare = address === 'bare'
      const mark = world.mark()
      client.ask(mark, { to: toBare ? bare : `${bare}/no such resource`, id })
      await client.receive({ name: 'iq', attrs: { type: 'error' } })
      const fences = await client.fences([...instances, client])

      const requirement = !toBare
        ? 'RFC6121-8.5.3.2.3-a'
        : account === undefined
          ? 'RFC6121-8.5.1-a'
          : instances.length === 0
            ? 'RFC6121-8.5.2.2.3-a'
            : 'RFC6121-8.5.2.1.3-a'
      const answer = { at: client.id, after: { mark }, until: fences.at(-1)! }
      const about = { name: 'iq' }
      world.check(
        requirement,
        oneOf(
          about,
          [
            {
              verdict: 'pass',
              says: 'The server answers with service-unavailable.',
              when: [{ see: { attrs: { type: 'error' }, condition: 'service-unavailable' }, times: [1, 1] }],
            },
            {
              verdict: 'pass-lax',
              says: 'The server answers with another error.',
              when: [{ see: { attrs: { type: 'error' } }, times: [1, 1] }],
            },
          ],
          answer,
        ),
      )
      world.check(
        'RFC6120-8.1.3-b',
        oneOf(
          about,
          [
            {
              verdict: 'pass',
              says: 'The answer repeats the id.',
              when: [{ see: { attrs: { id } }, times: [1, 1] }],
            },
            { verdict: 'inapplicable', says: 'There is no answer.', when: [{ see: about, times: [0, 0] }] },
          ],
          answer,
        ),
      )
      for (const [index, instance] of instances.entries())
        world.check(
          requirement,
          none(
            'No resource receives the question.',
            { name: 'iq', mark },
            {
              at: instance.id,
              after: { mark },
              until: fences[index]!,
            },
          ),
        )
    },
  ),
]
