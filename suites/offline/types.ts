import { el, NS, none, once, oneOf, type Scenario, scenario } from '../../harness/index.js'

const ONCE: [number, number] = [1, 1]
const NEVER: [number, number] = [0, 0]

const TYPES = [
  { type: 'normal', fate: 'stored' },
  { type: 'chat', fate: 'stored' },
  { type: 'groupchat', fate: 'not stored' },
  { type: 'headline', fate: 'not stored' },
  { type: 'error', fate: 'not stored' },
] as const

// A chat message behind it proves what the store held, as stored messages keep their order.
const byType: Scenario[] = TYPES.map(({ type, fate }) =>
  scenario(
    `offline/types/${type}`,
    { proves: ['XEP0160-3-a'], role: 'server', parameters: { type, fate } },
    async (world) => {
      world.step(
        `send a message of type ${type}, and one of type chat, to an account of which nobody is there`,
      )
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      await world.requires(client, 'msgoffline')
      const account = await world.account('service')
      const to = `${account.local}@${account.domain}`
      const mark = client.message({ to, type, body: 'for later' })
      const behind = client.message({ to, type: 'chat', body: 'behind it' })
      await client.barrier()

      world.step('start an instance')
      const instance = await world.start(account, { as: 'instance', priority: 0 })
      await instance.receive({ mark: behind })
      const where = { at: instance.id, after: { mark }, until: await client.fence(instance) }
      const see = { name: 'message', mark }
      world.check(
        'XEP0160-3-a',
        fate === 'stored'
          ? once(`Messages of type ${type} are stored.`, see, where)
          : none(`Messages of type ${type} are not stored.`, see, where),
      )
    },
  ),
)

const ROWS = [
  { verdict: 'observed' as const, says: 'It was stored.', times: ONCE },
  { verdict: 'observed' as const, says: 'It was not stored.', times: NEVER },
]

/** What the specifications leave open: a message without a body, and one that asks not to be stored. */
const OPEN = [
  { name: 'ping', id: 'XEP0160-3-a', type: 'normal', payload: el('ping', { xmlns: NS.dix }) },
  { name: 'no-store', id: 'XEP0334-4.2-a', type: 'chat', payload: el('no-store', { xmlns: NS.hints }) },
] as const

const open: Scenario[] = OPEN.map(({ name, id, type, payload }) =>
  scenario(`offline/types/${name}`, { proves: [id], role: 'server' }, async (world) => {
    world.step(`send a message with <${name}/>, and an ordinary one, to an account of which nobody is there`)
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    await world.requires(client, 'msgoffline')
    const account = await world.account('service')
    const to = `${account.local}@${account.domain}`
    const body = name === 'ping' ? {} : { body: 'now or never' }
    const mark = client.message({ to, type, ...body, payload: [payload] })
    const behind = client.message({ to, type: 'chat', body: 'behind it' })
    const sender = { at: client.id, after: { mark }, until: await client.barrier() }

    world.step('start an instance')
    const instance = await world.start(account, { as: 'instance', priority: 0 })
    await instance.receive({ mark: behind })
    const where = { at: instance.id, after: { mark }, until: await client.fence(instance) }
    const see = { name: 'message', mark }
    const kept = ROWS.map(({ times, ...row }) => ({ ...row, when: [{ see, times }] }))
    world.check(id, oneOf(see, kept, where))
    const error = { name: 'message', attrs: { type: 'error', id: mark } }
    const told = [
      { verdict: 'observed' as const, says: 'It was returned.', when: [{ see: error, times: ONCE }] },
      {
        verdict: 'observed' as const,
        says: 'The sender was told nothing.',
        when: [{ see: error, times: NEVER }],
      },
    ]
    world.check(id, oneOf(error, told, sender))
  }),
)

export const types: Scenario[] = [...byType, ...open]
