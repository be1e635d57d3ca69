import { afterEach, expect, test } from 'vitest'
import type { Orders, Verb } from '../core/admin.js'
import { systemClock } from '../core/clock.js'
import { once } from '../judge/questions.js'
import type { Subject } from '../subjects/subject.js'
import { Disturbed } from './disturbed.js'
import type { Scenario } from './scenario.js'
import { scenario } from './scenario.js'
import { runOn } from './test-sim.js'
import type { World } from './world.js'

const CLUSTER = 'embedded?nodes=2'
let orders: string[] = []
afterEach(() => {
  orders = []
})

const subject = (rejoin: () => Promise<void> = async () => undefined) =>
  ({
    bounds: { login: 50 },
    admin: {
      'end-black-hole': async ({ port }: { port: number }) => void orders.push(`end-black-hole ${port}`),
      undrain: async () => void orders.push('undrain'),
      'undrain-node': async ({ node }: { node: number }) => void orders.push(`undrain-node ${node}`),
    },
    rejoin: async () => {
      orders.push('rejoin')
      await rejoin()
    },
  }) as unknown as Subject

test.each<[{ [V in Verb]?: Orders[V] }, string[]]>([
  [{ redirect: { jid: 'a@b/c', target: 'd' } }, []],
  [{ drain: { target: 'd' } }, ['undrain']],
  [{ drain: { target: 'd' }, undrain: {} }, []],
  [{ 'drain-node': { node: 2, target: 'd' } }, ['undrain-node 2']],
  [{ 'drain-node': { node: 2, target: 'd' }, 'undrain-node': { node: 2 } }, []],
  [{ 'drain-node': { node: 2, target: 'd' }, 'kill-node': { node: 2 } }, ['rejoin']],
  [{ 'kill-node': { node: 2 }, 'start-node': { node: 2 } }, ['rejoin']],
  [{ 'stop-node': { node: 1 } }, ['rejoin']],
  [{ 'black-hole': { port: 5 } }, ['end-black-hole 5']],
  [{ 'black-hole': { port: 5 }, 'end-black-hole': { port: 5 } }, []],
  [{ partition: { between: [1, 2] } }, ['rejoin']],
])('%j is undone by %j', async (given, undone) => {
  const disturbed = new Disturbed(subject())
  for (const [verb, order] of Object.entries(given)) disturbed.note(verb as Verb, order as never)
  await disturbed.undo(systemClock)
  expect(orders).toEqual(undone)
})

test('nodes that do not come back in time are told', async () => {
  const disturbed = new Disturbed(subject(() => new Promise(() => undefined)))
  disturbed.note('heal', {})
  await expect(disturbed.undo(systemClock)).rejects.toThrow('the nodes to be one server again')
})

const on = (path: string, needs: Scenario['needs'], play: (world: World) => Promise<void>) =>
  scenario(`test/${path}`, { proves: ['DIX-FAIL-c'], role: 'server', needs: ['nodes', ...needs] }, play)

const meets = on('meets', ['heal'], async (world) => {
  const one = await world.start(await world.account('one'), { as: 'one', priority: 0, node: 1 })
  const two = await world.start(await world.account('two'), { as: 'two', priority: 0, node: 2 })
  const mark = one.message({ to: two.jid })
  const where = { at: two.id, after: { mark }, until: await one.fence(two) }
  world.check('DIX-FAIL-c', once('A message crosses the nodes.', { name: 'message', mark }, where))
})

test.each<[string, Scenario]>([
  [
    'kills a node and stops',
    on('kills', ['kill-node'], async (world) => {
      await world.order('kill-node', { node: 2 })
      throw new Error('It stopped.')
    }),
  ],
  [
    'cuts nodes off from each other',
    on('cuts', ['partition'], (world) =>
      world.order('partition', {
        between: [1, 2],
      }),
    ),
  ],
])('after a scenario that %s the next one finds one server', async (_, disturbs) => {
  const run = { specifier: CLUSTER, scenarios: [disturbs, meets], seed: 1, jobs: 1 }
  const { verdicts } = await runOn(run)
  expect(verdicts.find(({ scenario }) => scenario === 'test/meets')?.verdict).toBe('pass')
})

const onOne = (path: string, needs: Scenario['needs'], play: (world: World) => Promise<void>) =>
  scenario(
    `test/${path}`,
    { proves: ['DIX-FAIL-c'], role: 'server', needs: ['one-node', 'kill-node', ...needs] },
    play,
  )

const answers = onOne('answers', ['start-node'], async (world) => {
  const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
  const mark = client.message({ to: client.jid })
  const where = { at: client.id, after: { mark }, until: await client.barrier() }
  world.check('DIX-FAIL-c', once('A message comes back.', { name: 'message', mark }, where))
})

test.each([
  'kill-node',
  'stop-node',
  'pause-node',
] as const)('after a scenario that orders %s and stops the next one finds the server', async (verb) => {
  const disturbs = onOne('disturbs', [verb], async (world) => {
    await world.order(verb, { node: 1 })
    throw new Error('It stopped.')
  })
  const run = { specifier: 'embedded', scenarios: [disturbs, answers], seed: 1, jobs: 1 }
  const { verdicts } = await runOn(run)
  expect(verdicts.find(({ scenario }) => scenario === 'test/answers')?.verdict).toBe('pass')
})

test('one server has no nodes', async () => {
  const { verdicts } = await runOn({ specifier: 'embedded', scenarios: [meets], seed: 1, jobs: 1 })
  expect(verdicts.map(({ verdict, explanation }) => [verdict, explanation])).toEqual([
    ['inapplicable', expect.stringContaining('The subject is not a cluster')],
  ])
})
