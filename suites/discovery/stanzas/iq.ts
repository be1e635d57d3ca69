import { el, markElement, NS, none, once, type Scenario, scenario } from '../../../harness/index.js'

const ADDRESSES = ['none', 'bare', 'domain'] as const

// RFC 6120 8.2.3: the wrong number of children, or no type that there is.
const malformed: Scenario[] = ADDRESSES.flatMap((address) => [
  ...(['get', 'set'] as const).flatMap((type) =>
    ([0, 2] as const).map((children) =>
      scenario(
        `discovery/stanzas/iq/${children}-children/${type}-to-${address}`,
        { proves: ['RFC6120-8.2.3-c'], role: 'server', parameters: { type, children, address } },
        async (world) => {
          const client = await world.start(await world.account('client'), { as: 'client' })
          const mark = client.presence({ priority: 0 })
          world.step(`send a ${type} with ${children} children`)
          const to = { none: undefined, bare: client.bare, domain: client.account.domain }[address]
          const id = world.mark()
          const pings = [el('ping', { xmlns: NS.ping }), el('query', { xmlns: NS.discoInfo })]
          client.send(el('iq', { to, type, id }, ...pings.slice(0, children)))
          await client.receive({ name: 'iq', attrs: { id } })
          const until = await client.barrier()
          world.check(
            'RFC6120-8.2.3-c',
            once(
              'The server answers with bad-request.',
              { name: 'iq', attrs: { id, type: 'error' }, condition: 'bad-request' },
              { at: client.id, after: { mark }, until },
            ),
          )
        },
      ),
    ),
  ),
  ...Object.entries({ unknown: 'fetch', 'wrong-case': 'GET', missing: undefined }).map(([name, type]) =>
    scenario(
      `discovery/stanzas/iq/type-${name}/to-${address}`,
      { proves: ['RFC6120-8.2.3-d'], role: 'server', parameters: { type, address } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client' })
        const mark = client.presence({ priority: 0 })
        world.step('send an IQ whose type is none of the four')
        const to = { none: undefined, bare: client.bare, domain: client.account.domain }[address]
        const id = world.mark()
        client.send(el('iq', { to, type, id }, el('ping', { xmlns: NS.ping })))
        await client.receive({ name: 'iq', attrs: { id } })
        const until = await client.barrier()
        world.check(
          'RFC6120-8.2.3-d',
          once(
            'The server answers with bad-request.',
            { name: 'iq', attrs: { id, type: 'error' }, condition: 'bad-request' },
            { at: client.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
])

// RFC 6120 10.3.3
const withoutTo: Scenario[] = [
  ...(['get', 'set'] as const).map((type) =>
    scenario(
      `discovery/stanzas/iq/without-to/unknown-${type}`,
      { proves: ['RFC6120-10.3.3-a'], role: 'server', parameters: { type } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        world.step('ask for something unheard of')
        const mark = client.iq({ type })
        await client.receive({ name: 'iq', attrs: { id: mark } })
        const until = await client.barrier()
        world.check(
          'RFC6120-10.3.3-a',
          once(
            'The server answers with service-unavailable.',
            { name: 'iq', attrs: { id: mark, type: 'error' }, condition: 'service-unavailable' },
            { at: client.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
  ...(['result', 'error'] as const).map((type) =>
    scenario(
      `discovery/stanzas/iq/without-to/orphan-${type}`,
      { proves: ['RFC6120-10.3.3-a'], role: 'server', parameters: { type } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        world.step(`send an ${type} that nobody asked for`)
        const mark = world.mark()
        const error = el('error', { type: 'cancel' }, el('not-allowed', { xmlns: NS.stanzaErrors }))
        client.iq({ type, id: mark, payload: [markElement(mark), ...(type === 'error' ? [error] : [])] })
        const until = await client.barrier()
        world.check(
          'RFC6120-10.3.3-a',
          none(
            'It is ignored.',
            { name: 'iq', attrs: { id: mark } },
            { at: client.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
]

export const iq: Scenario[] = [
  ...malformed,
  ...withoutTo,
  scenario(
    'discovery/stanzas/iq/of-the-server',
    { proves: ['RFC6120-8.2.3-c'], role: 'server' },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client' })
      const mark = client.presence({ priority: 0 })
      world.step('ask for the roster, change it, ask for more')
      client.iq({ payload: [el('query', { xmlns: NS.roster })] })
      const item = el('item', { jid: world.nobody() })
      client.iq({ type: 'set', payload: [el('query', { xmlns: NS.roster }, item)] })
      await client.receive({ name: 'iq', attrs: { type: 'set' }, has: { name: 'query', ns: NS.roster } })
      for (const ns of [NS.discoInfo, NS.discoItems])
        for (const to of [client.bare, client.account.domain])
          client.iq({ to, payload: [el('query', { xmlns: ns })] })
      client.iq({ payload: [el('ping', { xmlns: NS.ping })] })
      const until = await client.barrier()
      world.check('RFC6120-8.2.3-c', {
        judge: 'form',
        args: { at: client.id, after: { mark }, until, rule: 'iq-children' },
      })
    },
  ),
]
