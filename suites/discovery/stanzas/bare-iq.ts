import { el, NS, none, once, oneOf, type Scenario, scenario } from '../../../harness/index.js'

const TYPES = ['get', 'set'] as const
const ASKERS = ['stranger', 'subscriber', 'sibling'] as const

// RFC 6121 8.5.2.1.3: the server answers for the account. The asker connects first: should an instance receive
// the request, its answer carries the request's mark, too, and the first connection that sent a mark counts.
const answered: Scenario[] = ASKERS.flatMap((who) =>
  TYPES.map((type) =>
    scenario(
      `discovery/stanzas/bare-iq/unknown-${type}-from-${who}`,
      { proves: ['RFC6121-8.5.2.1.3-a'], role: 'server', parameters: { who, type } },
      async (world) => {
        const account = await world.account('service')
        const asker = await world.start(who === 'sibling' ? account : await world.account('asker'), {
          as: 'asker',
          resource: 'asker',
          priority: 0,
        })
        const instance = await world.start(account, { as: 'instance', resource: 'here', priority: 5 })
        if (who === 'subscriber') await world.subscribe(asker, instance)
        world.step('send a request to the bare JID')
        const mark = asker.iq({ to: instance.bare, type })
        await asker.receive({ name: 'iq', attrs: { id: mark } })
        const until = await asker.barrier()
        const fence = await asker.fence(instance)
        world.check(
          'RFC6121-8.5.2.1.3-a',
          none(
            'No resource receives it.',
            { name: 'iq', mark },
            { at: instance.id, after: { mark }, until: fence },
          ),
        )
        world.check(
          'RFC6121-8.5.2.1.3-a',
          once(
            'The server answers with service-unavailable.',
            { name: 'iq', attrs: { id: mark, type: 'error' }, condition: 'service-unavailable' },
            { at: asker.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
)

// RFC 6121 8.5.2.2.3
const offline: Scenario[] = TYPES.map((type) =>
  scenario(
    `discovery/stanzas/bare-iq/nobody-online/${type}`,
    { proves: ['RFC6121-8.5.2.2.3-a'], role: 'server', parameters: { type } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const { local, domain } = await world.account('service')
      world.step('send a request to the bare JID of an account without resources')
      const mark = client.iq({ to: `${local}@${domain}`, type })
      await client.receive({ name: 'iq', attrs: { id: mark } })
      const until = await client.barrier()
      world.check(
        'RFC6121-8.5.2.2.3-a',
        once(
          'The server answers.',
          { name: 'iq', attrs: { id: mark, type: 'error' } },
          { at: client.id, after: { mark }, until },
        ),
      )
    },
  ),
)

// XEP-0030 3.1: what disco#info at the bare JID tells is the account, never an instance.
const disco: Scenario[] = (['itself', ...ASKERS] as const).flatMap((who) =>
  who === 'stranger'
    ? []
    : scenario(
        `discovery/stanzas/bare-iq/disco-info/${who}`,
        { proves: ['XEP0030-3.1-e'], role: 'server', parameters: { who } },
        async (world) => {
          const account = await world.account('service')
          const instance = await world.start(account, { as: 'instance', resource: 'here', priority: 5 })
          const asker =
            who === 'itself'
              ? instance
              : await world.start(who === 'sibling' ? account : await world.account('asker'), {
                  as: 'asker',
                  resource: 'asker',
                  priority: 0,
                })
          if (who === 'subscriber') await world.subscribe(asker, instance)
          world.step('ask the bare JID for disco#info')
          const before = await asker.fence(instance)
          const id = world.mark()
          asker.iq({ to: instance.bare, id, payload: [el('query', { xmlns: NS.discoInfo })] })
          await asker.receive({ name: 'iq', attrs: { id, type: 'result' } })
          const until = await asker.barrier()
          const fence = await asker.fence(instance)
          world.check(
            'XEP0030-3.1-e',
            none(
              'No resource receives the request.',
              { name: 'iq', attrs: { type: 'get', id } },
              { at: instance.id, after: { mark: before }, until: fence },
            ),
          )
          world.check(
            'XEP0030-3.1-e',
            oneOf(
              { name: 'iq', attrs: { id } },
              [
                {
                  verdict: 'pass',
                  says: 'The server answers for the account.',
                  when: [
                    {
                      see: { attrs: { type: 'result' }, has: { name: 'query', ns: NS.discoInfo } },
                      times: [1, 1],
                    },
                    { see: { name: 'iq' }, times: [1, 1] },
                  ],
                },
              ],
              { at: asker.id, after: { mark: before }, until },
            ),
          )
        },
      ),
)

export const bareIq: Scenario[] = [...answered, ...offline, ...disco]
