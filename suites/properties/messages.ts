import {
  DELIVERY_CASES,
  deliveryCase,
  generated,
  messageExamples,
  type Scenario,
  stateWith,
} from '../../harness/index.js'

// RFC 6121 8.5 and RFC 6120 8.1: the delivery table for messages that nobody wrote by hand.
export const messages: Scenario[] = [
  generated(
    'properties/messages',
    {
      proves: [
        ...DELIVERY_CASES.map((c) => c.requirement),
        'RFC6120-8.1.1.1-a',
        'RFC6120-8.1.2.1-a',
        'RFC6120-8.1.3-c',
        'RFC6121-8.5.2.1.1-k',
        'RFC6121-8.5.2.1.1-m',
      ],
      role: 'server',
    },
    messageExamples(),
    async (world, { account: exists, resources, address, which, type, id, body }) => {
      world.step('start the resources')
      const account = exists === 'made' ? await world.account('service') : undefined
      const bare = account === undefined ? world.nobody() : `${account.local}@${account.domain}`
      const instances = account === undefined ? [] : await world.startAll(account, resources)
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step('send the message')
      const addressed = instances[which % Math.max(1, instances.length)]
      const means = {
        address: address === 'full-match' && addressed === undefined ? ('full-no-match' as const) : address,
        state: account === undefined ? ('no-account' as const) : stateWith(resources.map((r) => r.status)),
        type: type === 'absent' ? ('normal' as const) : type,
      }
      const to = { bare, 'full-match': addressed?.jid ?? '', 'full-no-match': `${bare}/no such resource` }
      const mark = client.message({
        to: to[means.address],
        id,
        ...(type === 'absent' ? {} : { type }),
        ...(body === undefined ? {} : { body }),
      })
      await client.fences([...instances, client])

      const wanted = deliveryCase(means.address, means.state, means.type)!
      const bounced = await client.receive({ name: 'message', attrs: { type: 'error', id } }, 0)
      if (wanted.accept.includes('O') && account !== undefined && bounced === undefined) {
        world.step('look for the message in offline storage')
        const later = await world.start(account, { as: 'later', resource: 'later', priority: 1 })
        await later.receive({ name: 'message', mark })
        await client.fence(later)
      }
      world.check(wanted.requirement, { judge: 'routing', args: { mark, means } })
      if (wanted.accept.some((fate) => fate === 'D' || fate === 'M' || fate === 'A')) {
        world.check('RFC6120-8.1.1.1-a', { judge: 'integrity', args: { mark, aspect: 'to' } })
        world.check('RFC6120-8.1.2.1-a', { judge: 'integrity', args: { mark, aspect: 'from' } })
        world.check('RFC6120-8.1.3-c', { judge: 'integrity', args: { mark, aspect: 'id' } })
      }
      const statuses = account === undefined || address !== 'bare' ? [] : resources.map((r) => r.status)
      if (statuses.some((s) => s !== 'connected' && s < 0))
        world.check('RFC6121-8.5.2.1.1-k', { judge: 'exclusion', args: { mark, passesBy: 'negative' } })
      if (statuses.includes('connected') && statuses.some((s) => s !== 'connected' && s >= 0))
        world.check('RFC6121-8.5.2.1.1-m', { judge: 'exclusion', args: { mark, passesBy: 'connected' } })
    },
  ),
]
