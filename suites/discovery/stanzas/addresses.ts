import { el, markElement, NS, once, oneOf, type Scenario, scenario } from '../../../harness/index.js'

/** IQ requests that the server itself answers. */
const REQUESTS = {
  ping: { type: 'get', child: 'ping', ns: NS.ping },
  disco: { type: 'get', child: 'query', ns: NS.discoInfo },
  roster: { type: 'get', child: 'query', ns: NS.roster },
  'unknown-get': { type: 'get', child: 'query', ns: 'urn:xmpp-assay:unheard-of' },
  'unknown-set': { type: 'set', child: 'query', ns: 'urn:xmpp-assay:unheard-of' },
} as const

const KINDS = ['message', 'presence', 'iq'] as const

// RFC 6120 8.1.1.1: the addressee sees the address that the sender wrote.
const kept: Scenario[] = KINDS.flatMap((kind) =>
  (['bare', 'full'] as const).flatMap((address) =>
    kind === 'iq' && address === 'bare'
      ? []
      : scenario(
          `discovery/stanzas/addresses/to-kept/${kind}-to-${address}`,
          { proves: ['RFC6120-8.1.1.1-a'], role: 'server', parameters: { kind, address } },
          async (world) => {
            const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
            const receiver = await world.start(await world.account('receiver'), {
              as: 'receiver',
              resource: 'here',
              priority: 0,
            })
            receiver.presence({ to: sender.jid })
            await receiver.barrier()
            world.step(`send a ${kind} to the ${address} JID`)
            const mark = world.mark()
            const to = receiver[address === 'bare' ? 'bare' : 'jid']
            const type = kind === 'iq' ? 'get' : undefined
            sender.send(el(kind, { to, type, id: mark }, markElement(mark)))
            await sender.fence(receiver)
            world.check('RFC6120-8.1.1.1-a', { judge: 'integrity', args: { mark, aspect: 'to' } })
          },
        ),
  ),
)

// RFC 6121 8.5.2.1.1: delivery to a resource does not touch the bare JID.
const bareKept: Scenario[] = (['normal', 'chat', 'headline'] as const).map((type) =>
  scenario(
    `discovery/stanzas/addresses/bare-to-kept/${type}`,
    { proves: ['RFC6121-8.5.2.1.1-i'], role: 'server', parameters: { type } },
    async (world) => {
      const account = await world.account('service')
      const first = await world.start(account, { as: 'first', resource: 'first', priority: 9 })
      const second = await world.start(account, { as: 'second', resource: 'second', priority: 9 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      world.step(`send a ${type} message to the bare JID`)
      const mark = client.message({ to: first.bare, type, body: 'which of you?' })
      await client.fences([first, second])
      world.check('RFC6121-8.5.2.1.1-i', { judge: 'integrity', args: { mark, aspect: 'to' } })
    },
  ),
)

// RFC 6120 8.1.1.1: what the server itself says to its client is for the full JID, or has no `to`.
const answers: Scenario[] = Object.entries(REQUESTS).flatMap(([name, { type, child, ns }]) =>
  (['none', 'bare', 'domain'] as const).map((address) =>
    scenario(
      `discovery/stanzas/addresses/answer-to/${name}/${address}`,
      { proves: ['RFC6120-8.1.1.1-b'], role: 'server', parameters: { name, address } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client' })
        const mark = client.presence({ priority: 0 })
        world.step('ask the server')
        const to = { none: undefined, bare: client.bare, domain: client.account.domain }[address]
        const id = world.mark()
        client.send(el('iq', { to, type, id }, el(child, { xmlns: ns })))
        await client.receive({ name: 'iq', attrs: { id } })
        const until = await client.barrier()
        world.check(
          'RFC6120-8.1.1.1-b',
          oneOf(
            { name: 'iq', attrs: { id } },
            [
              {
                verdict: 'pass',
                says: 'The answer has no `to`.',
                when: [{ see: { attrs: { to: null } }, times: [1, 1] }],
              },
              {
                verdict: 'pass',
                says: 'The answer has the client’s full JID in `to`.',
                when: [{ see: { attrs: { to: client.jid } }, times: [1, 1] }],
              },
              {
                verdict: 'inconclusive',
                says: 'There is no answer.',
                when: [{ see: { attrs: { id } }, times: [0, 0] }],
              },
            ],
            { at: client.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
)

// RFC 6120 10.3.1
const toNobodyNamed: Scenario[] = (['normal', 'chat'] as const).map((type) =>
  scenario(
    `discovery/stanzas/addresses/message-without-to/${type}`,
    { proves: ['RFC6120-10.3.1-a'], role: 'server', parameters: { type } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      world.step('send a message without `to`')
      const mark = client.message({ type, body: 'to myself' })
      const until = await client.fence(client)
      world.check(
        'RFC6120-10.3.1-a',
        once(
          'The only resource of the sender’s own account receives it.',
          { name: 'message', mark, attrs: { type: type === 'normal' ? [null, 'normal'] : type } },
          { at: client.id, after: { mark }, until },
        ),
      )
    },
  ),
)

export const addresses: Scenario[] = [...kept, ...bareKept, ...answers, ...toNobodyNamed]
