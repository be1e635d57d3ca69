import { el, NS, type Scenario, scenario } from '../../../harness/index.js'

/** Priorities, in the order in which the instances start. */
const TIES = [
  { name: 'two-of-three', priorities: [100, 100, 50] },
  { name: 'all', priorities: [100, 100, 100] },
  { name: 'all-at-127', priorities: [127, 127, 127] },
  { name: 'all-at-zero', priorities: [0, 0, 0] },
] as const

const ties: Scenario[] = TIES.flatMap(({ name, priorities }) =>
  (['normal', 'chat'] as const).map((type) =>
    scenario(
      `discovery/dix/choices/tie/${name}/${type}`,
      { proves: ['RFC6121-8.5.2.1.1-n'], role: 'server', parameters: { priorities, type } },
      async (world) => {
        world.step('start three instances and a client')
        const service = await world.account('service')
        const instances = [
          await world.start(service, { as: 'first', resource: 'first', priority: priorities[0] }),
          await world.start(service, { as: 'second', resource: 'second', priority: priorities[1] }),
          await world.start(service, { as: 'third', resource: 'third', priority: priorities[2] }),
        ]
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step(`ping the bare JID with a ${type} message`)
        const given = type === 'normal' ? {} : { type, body: 'which of you?' }
        const payload = [el('ping', { xmlns: NS.dix })]
        const mark = client.message({ to: instances[0]!.bare, payload, ...given })
        await client.fences([...instances, client])
        world.check('RFC6121-8.5.2.1.1-n', { judge: 'choice', args: { mark, asks: 'record' } })
      },
    ),
  ),
)

/**
 * Presence of three instances in the order in which it is sent, and who sends it again at last: priority, `show`
 * and recency could count.
 */
const RANKINGS = [
  { name: 'descending', presences: [{ priority: 100 }, { priority: 95 }, { priority: 50 }], renewed: [] },
  { name: 'ascending', presences: [{ priority: 50 }, { priority: 95 }, { priority: 100 }], renewed: [] },
  {
    name: 'lowest-renewed',
    presences: [{ priority: 50 }, { priority: 95 }, { priority: 100 }],
    renewed: [0],
  },
  {
    name: 'one-of-equals-renewed',
    presences: [{ priority: 100 }, { priority: 100 }, { priority: 100 }],
    renewed: [1],
  },
  {
    name: 'show-against-priority',
    presences: [{ priority: 100, show: 'dnd' }, { priority: 95, show: 'chat' }, { priority: 50 }],
    renewed: [],
  },
  {
    name: 'show-among-equals',
    presences: [
      { priority: 100, show: 'xa' },
      { priority: 100, show: 'chat' },
      { priority: 100, show: 'away' },
    ],
    renewed: [],
  },
] as const

const rankings: Scenario[] = RANKINGS.flatMap(({ name, presences, renewed }) =>
  (['normal', 'chat'] as const).map((type) =>
    scenario(
      `discovery/dix/choices/ranking/${name}/${type}`,
      { proves: ['RFC6121-8.5.2.1.1-o'], role: 'server', parameters: { presences, renewed, type } },
      async (world) => {
        world.step('start three instances and a client')
        const service = await world.account('service')
        const instances = []
        for (const [index, presence] of presences.entries()) {
          const name = ['first', 'second', 'third'][index]!
          const instance = await world.start(service, { as: name, resource: name })
          instance.presence(presence)
          await instance.barrier()
          instances.push(instance)
        }
        for (const index of renewed) {
          instances[index]!.presence(presences[index])
          await instances[index]!.barrier()
        }
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step(`ping the bare JID with a ${type} message`)
        const given = type === 'normal' ? {} : { type, body: 'which of you?' }
        const payload = [el('ping', { xmlns: NS.dix })]
        const mark = client.message({ to: instances[0]!.bare, payload, ...given })
        await client.fences([...instances, client])
        world.check('RFC6121-8.5.2.1.1-o', { judge: 'choice', args: { mark, asks: 'record' } })
      },
    ),
  ),
)

export const choices: Scenario[] = [...ties, ...rankings]
