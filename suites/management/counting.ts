import { every, NS, type Scenario, scenario, some } from '../../harness/index.js'

const ANSWER = { name: 'a', ns: NS.sm }

const KINDS = ['message', 'presence', 'iq'] as const

const kinds: Scenario[] = KINDS.map((kind) =>
  scenario(
    `management/counting/kinds/${kind}`,
    { proves: ['XEP0198-4-a', 'XEP0198-4-b'], role: 'server', parameters: { kind } },
    async (world) => {
      world.step(`send a ${kind}, and enable stream management behind it`)
      const client = await world.manageable(await world.account('client'), { as: 'client' })
      const parts = { to: client.jid }
      client[kind](parts)
      await client.barrier()
      await client.manage('plain')

      world.step('ask for acknowledgement')
      await client.request()
      const none = { at: client.id, after: { sent: { name: 'enable' } }, until: await client.barrier() }
      for (const id of ['XEP0198-4-a', 'XEP0198-4-b'])
        world.check(id, some('The count begins at 0.', { ...ANSWER, attrs: { h: '0' } }, none))

      world.step(`send two of kind ${kind}, and ask again when they have been processed`)
      const mark = client[kind](parts)
      client[kind](parts)
      await client.barrier()
      await client.request()
      const all = { at: client.id, after: { mark }, until: await client.barrier() }
      for (const id of ['XEP0198-4-a', 'XEP0198-4-b'])
        world.check(
          id,
          some('The count is that of all stanzas so far, 4.', { ...ANSWER, attrs: { h: '4' } }, all),
        )
    },
  ),
)

const nonzas = scenario(
  'management/counting/nonzas',
  { proves: ['XEP0198-4-a'], role: 'server' },
  async (world) => {
    world.step('enable stream management; send acknowledgements, requests and white space')
    const client = await world.manageable(await world.account('client'), { as: 'client' })
    await client.manage('plain')
    client.acknowledge(0)
    client.acknowledge(0)
    client.connection.write(' \n ')
    await client.request()
    await client.request()
    const mark = client.message({ to: client.bare, type: 'headline' })
    await client.barrier()

    world.step('ask for acknowledgement of the two stanzas behind them')
    await client.request()
    const where = { at: client.id, after: { mark }, until: await client.barrier() }
    world.check('XEP0198-4-a', some('Stanzas only are counted, 2.', { ...ANSWER, attrs: { h: '2' } }, where))
  },
)

// INV-SM-b: what was counted before is the least, what was sent until now the most.
/** Every count from `least` to `most`; a client that is pinged meanwhile sends more than the script says. */
const counts = (least: number, most: number): string[] =>
  Array.from({ length: most - least + 1 }, (_, index) => String(least + index))

const monotone = scenario(
  'management/counting/monotone',
  { proves: ['INV-SM-b'], role: 'server' },
  async (world) => {
    world.step('enable stream management with resumption; prove that 2 stanzas were handled')
    const account = await world.account('client')
    const client = await world.resumable(account, { as: 'client', priority: 0 })

    world.step('ask after each of three messages')
    const first = client.message({ to: client.bare, type: 'headline' })
    await client.request()
    client.message({ to: client.bare, type: 'headline' })
    await client.request()
    client.message({ to: client.bare, type: 'headline' })
    await client.request()
    const then = { at: client.id, after: { mark: first }, until: await client.barrier() }
    const between = counts(2, client.sent)
    const says = 'The count is at least what was handled before, and at most what was sent.'
    world.check('INV-SM-b', every(says, ANSWER, [{ ...ANSWER, attrs: { h: between } }], then))

    world.step('send two more, break off, and resume')
    client.message({ to: client.bare, type: 'headline' })
    client.message({ to: client.bare, type: 'headline' })
    const { sent } = client
    client.fin()
    const again = await world.resume(client)
    await again.request()
    const after = { beginOf: again.id }
    const late = { at: again.id, after, until: await again.barrier() }
    const resumed = { name: 'resumed', ns: NS.sm }
    const before = [{ ...resumed, attrs: { h: counts(6, sent) } }]
    world.check('INV-SM-b', every(says, resumed, before, late))
    const more = [{ ...ANSWER, attrs: { h: counts(6, sent + 1) } }]
    world.check('INV-SM-b', every(says, ANSWER, more, late))
  },
)

export const counting: Scenario[] = [...kinds, nonzas, monotone]
