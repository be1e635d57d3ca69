import { el, NS, none, once, oneOf, type Scenario, scenario } from '../../../harness/index.js'

/** Who asks what an account has: another of its resources, or a contact that may see its presence. */
const AUTHORISED = ['sibling', 'subscriber'] as const

// XEP-0030 4.1
const authorised: Scenario[] = AUTHORISED.map((who) =>
  scenario(
    `discovery/authorisation/disco-items/${who}`,
    { proves: ['XEP0030-4.1-a'], role: 'server', parameters: { who } },
    async (world) => {
      const account = await world.account('service')
      const instance = await world.start(account, { as: 'instance', resource: 'here', priority: 1 })
      const asker = await world.start(who === 'sibling' ? account : await world.account('friend'), {
        as: who,
        resource: 'asker',
        priority: 0,
      })
      if (who === 'subscriber') await world.subscribe(asker, instance)
      world.step('ask the account for its items')
      const before = await asker.fence(instance)
      const id = asker.iq({ to: instance.bare, payload: [el('query', { xmlns: NS.discoItems })] })
      await asker.receive({ name: 'iq', attrs: { id } })
      const until = await asker.barrier()
      const fence = await asker.fence(instance)
      world.check(
        'XEP0030-4.1-a',
        oneOf(
          { name: 'iq', attrs: { id } },
          [
            {
              verdict: 'pass',
              says: 'The server answers with a list.',
              when: [
                {
                  see: { attrs: { type: 'result' }, has: { name: 'query', ns: NS.discoItems } },
                  times: [1, 1],
                },
              ],
            },
            {
              verdict: 'pass-lax',
              says: 'The server answers that it has none for accounts.',
              when: [{ see: { attrs: { type: 'error' } }, times: [1, 1] }],
            },
          ],
          { at: asker.id, after: { sent: { name: 'iq', attrs: { id } } }, until },
        ),
      )
      world.check(
        'XEP0030-4.1-a',
        none(
          'The request is not delivered to a resource.',
          { name: 'iq', attrs: { id } },
          { at: instance.id, after: { mark: before }, until: fence },
        ),
      )
    },
  ),
)

const stranger = scenario(
  'discovery/authorisation/disco-items/stranger',
  { proves: ['XEP0030-4.1-a'], role: 'server' },
  async (world) => {
    const instance = await world.start(await world.account('service'), {
      as: 'instance',
      resource: 'here',
      priority: 1,
    })
    const asker = await world.start(await world.account('stranger'), { as: 'stranger', priority: 0 })
    world.step('ask the account for its items')
    const id = asker.iq({ to: instance.bare, payload: [el('query', { xmlns: NS.discoItems })] })
    await asker.receive({ name: 'iq', attrs: { id } })
    const until = await asker.barrier()
    world.check(
      'XEP0030-4.1-a',
      none(
        'The resource is not listed.',
        {
          name: 'iq',
          attrs: { id },
          has: { name: 'query', ns: NS.discoItems, has: [{ name: 'item', attrs: { jid: instance.jid } }] },
        },
        { at: asker.id, after: { sent: { name: 'iq', attrs: { id } } }, until },
      ),
    )
  },
)

// XEP-0030 8
const harvesting: Scenario[] = (['available', 'offline', 'missing'] as const).flatMap((state) =>
  (['info', 'items'] as const).map((what) =>
    scenario(
      `discovery/authorisation/disco-by-strangers/${what}-of-${state}`,
      { proves: ['XEP0030-8-a'], role: 'server', parameters: { state, what } },
      async (world) => {
        const asker = await world.start(await world.account('stranger'), { as: 'stranger', priority: 0 })
        const account = await world.account('service')
        if (state === 'available') await world.start(account, { as: 'instance', priority: 1 })
        const to = state === 'missing' ? world.nobody() : `${account.local}@${account.domain}`
        world.step(`ask for disco#${what}`)
        const xmlns = what === 'info' ? NS.discoInfo : NS.discoItems
        const id = asker.iq({ to, payload: [el('query', { xmlns })] })
        await asker.receive({ name: 'iq', attrs: { id } })
        const until = await asker.barrier()
        const where = { at: asker.id, after: { sent: { name: 'iq', attrs: { id } } }, until }
        world.check(
          'XEP0030-8-a',
          what === 'info'
            ? once(
                'A stranger gets service-unavailable.',
                { name: 'iq', attrs: { id }, condition: 'service-unavailable' },
                where,
              )
            : once(
                'A stranger gets an empty list.',
                {
                  name: 'iq',
                  attrs: { id, type: 'result' },
                  has: { name: 'query', ns: NS.discoItems, empty: true },
                },
                where,
              ),
        )
      },
    ),
  ),
)

export const disco: Scenario[] = [...authorised, stranger, ...harvesting]
