import { el, markElement, NS, none, once, oneOf, type Scenario, scenario } from '../../../harness/index.js'

/** Stanzas that must bring an error, by kind, type and address. */
const CAUSES = {
  'unknown-request-to-domain': ['iq', 'get', 'domain'],
  'unknown-request-to-account': ['iq', 'set', 'bare'],
  'request-to-no-account': ['iq', 'get', 'nobody'],
  'request-to-no-resource': ['iq', 'set', 'gone'],
  'groupchat-to-account': ['message', 'groupchat', 'bare'],
} as const

// RFC 6120 8.3: the form of an error.
const shape: Scenario[] = Object.entries(CAUSES).map(([name, [kind, type, address]]) =>
  scenario(
    `discovery/stanzas/errors/form/${name}`,
    {
      proves: ['RFC6120-8.3.1-b', 'RFC6120-8.3.1-c', 'RFC6120-8.3.1-d', 'RFC6120-8.3.2-a'],
      role: 'server',
      parameters: { kind, type, address },
    },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const peer = await world.account('peer')
      const bare = `${peer.local}@${peer.domain}`
      world.step(`send the ${kind}`)
      const to = {
        domain: client.account.domain,
        bare,
        nobody: world.nobody(),
        gone: `${bare}/nowhere`,
      }[address]
      const [mark, id] = [world.mark(), world.mark()]
      client.send(el(kind, { to, type, id }, markElement(mark)))
      const about = { name: kind, attrs: { type: 'error' } }
      await client.receive(about)
      const where = { at: client.id, after: { mark }, until: await client.barrier() }
      world.check(
        'RFC6120-8.3.1-b',
        oneOf(
          about,
          [
            {
              verdict: 'pass',
              says: 'The error’s `from` is the address written to, its `to` the sender’s full JID.',
              when: [{ see: { attrs: { from: to, to: client.jid } }, times: [1, 1] }],
            },
            {
              verdict: 'pass-lax',
              says: 'The error’s `from` is the address written to; it has no `to`.',
              when: [{ see: { attrs: { from: to, to: null } }, times: [1, 1] }],
            },
            {
              verdict: 'inconclusive',
              says: 'There is no error.',
              when: [{ see: about, times: [0, 0] }],
            },
          ],
          where,
        ),
      )
      world.check(
        'RFC6120-8.3.1-c',
        oneOf(
          about,
          [
            {
              verdict: 'pass',
              says: 'The error has the same id.',
              when: [{ see: { attrs: { id } }, times: [1, 1] }],
            },
            { verdict: 'inconclusive', says: 'There is no error.', when: [{ see: about, times: [0, 0] }] },
          ],
          where,
        ),
      )
      world.check('RFC6120-8.3.1-d', { judge: 'form', args: { ...where, rule: 'error-element' } })
      world.check('RFC6120-8.3.2-a', { judge: 'form', args: { ...where, rule: 'error-content' } })
    },
  ),
)

// RFC 6120 8.3.1: a request is answered, be it with an error.
const always: Scenario[] = (['get', 'set'] as const).flatMap((type) =>
  (['none', 'domain', 'bare', 'nobody', 'gone'] as const).map((address) =>
    scenario(
      `discovery/stanzas/errors/returned/${type}-to-${address}`,
      { proves: ['RFC6120-8.3.1-a'], role: 'server', parameters: { type, address } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        const peer = await world.start(await world.account('peer'), { as: 'peer', priority: 0 })
        world.step('ask for something unheard of')
        const to = {
          none: undefined,
          domain: client.account.domain,
          bare: peer.bare,
          nobody: world.nobody(),
          gone: `${peer.bare}/nowhere`,
        }[address]
        const mark = client.iq({ type, ...(to && { to }) })
        await client.receive({ name: 'iq', attrs: { id: mark } })
        const until = await client.barrier()
        world.check(
          'RFC6120-8.3.1-a',
          once(
            'An error comes back.',
            { name: 'iq', attrs: { id: mark, type: 'error' } },
            { at: client.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
)

// RFC 6120 8.3.1: no error for an error.
const unanswered: Scenario[] = (['message', 'presence', 'iq'] as const).flatMap((kind) =>
  (['nobody', 'bare', 'gone', 'domain'] as const).map((address) =>
    scenario(
      `discovery/stanzas/errors/not-answered/${kind}-to-${address}`,
      { proves: ['RFC6120-8.3.1-f'], role: 'server', parameters: { kind, address } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        const account = await world.account('peer')
        world.step(`send a ${kind} of type error`)
        const bare = `${account.local}@${account.domain}`
        const to = { nobody: world.nobody(), bare, gone: `${bare}/nowhere`, domain: account.domain }[address]
        const mark = world.mark()
        const error = el('error', { type: 'cancel' }, el('gone', { xmlns: NS.stanzaErrors }))
        client.send(el(kind, { to, type: 'error', id: mark }, markElement(mark), error))
        const until = await client.barrier()
        world.check(
          'RFC6120-8.3.1-f',
          none(
            'The sender receives no error.',
            { attrs: { type: 'error' } },
            { at: client.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
)

// RFC 6120 8.3.3.13: to a stranger, an absent resource is an absent service.
const strangers: Scenario[] = (['iq', 'chat', 'normal'] as const).flatMap((what) =>
  (['bare', 'gone', 'connected'] as const).flatMap((address) =>
    scenario(
      `discovery/stanzas/errors/to-a-stranger/${what}-to-${address}`,
      { proves: ['RFC6120-8.3.3.13-a'], role: 'server', parameters: { what, address } },
      async (world) => {
        const stranger = await world.start(await world.account('stranger'), { as: 'stranger', priority: 0 })
        const account = await world.account('service')
        const bare = `${account.local}@${account.domain}`
        if (address === 'connected') await world.start(account, { as: 'service', resource: 'here' })
        world.step(`send ${what === 'iq' ? 'a request' : `a ${what} message`} as a stranger`)
        const to = { bare, gone: `${bare}/nowhere`, connected: bare }[address]
        const mark = what === 'iq' ? stranger.iq({ to }) : stranger.message({ to, type: what, body: 'hello' })
        const until = await stranger.barrier()
        world.check(
          'RFC6120-8.3.3.13-a',
          none(
            'The stranger receives no recipient-unavailable.',
            { condition: 'recipient-unavailable' },
            { at: stranger.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
)

export const errors: Scenario[] = [...shape, ...always, ...unanswered, ...strangers]
