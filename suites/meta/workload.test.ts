import { describe, expect, test } from 'vitest'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { isOfNodes, type Variant } from '../../fixtures/variants/variant.js'
import { runOn } from '../../harness/run/test-sim.js'
import { SCENARIOS } from '../index.js'

const found = VARIANTS.flatMap((v) => (v.workload === undefined ? [] : [[v.name, v] as const]))
const scenarioOf = ({ among }: Pick<Variant, 'among'>) => `chaos/${among ?? 'failover'}`

/** What drawn workloads of one scenario find on a build of the reference, until all of `wanted` was found. */
async function failing(
  specifier: string,
  path: string,
  seed: number,
  examples: number,
  wanted: readonly string[] = [],
): Promise<Record<string, string>> {
  const drawing = { examples, lanes: 4, onFailure: 'keep', shrinkBudget: 0 } as const
  const scenarios = SCENARIOS.filter((scenario) => scenario.path === path)
  const { requirements } = await runOn({ specifier, scenarios, seed, jobs: 1, drawing, until: wanted })
  const bad = requirements.filter(({ verdict }) => !['pass', 'inconclusive'].includes(verdict))
  return Object.fromEntries(bad.map(({ requirement, verdict }) => [requirement, verdict]))
}

describe('drawn workloads', () => {
  const plain = [
    ['chaos/failover', 'sim'],
    ['chaos/links', 'sim'],
    ['chaos/restart', 'sim'],
    ['chaos/redirects', 'sim'],
    ['chaos/nodes', 'sim?nodes=2'],
  ] as const

  describe.each(plain)('of %s', (path, specifier) => {
    test.each([1, 2, 3])('find nothing on the reference (seed %i)', { timeout: 240_000 }, async (seed) => {
      expect(await failing(specifier, path, seed, 60)).toEqual({})
    })
  })

  test.each(found)('find %s', { timeout: 240_000 }, async (name, variant) => {
    const { workload = [], examples = 400 } = variant
    const specifier = `sim:${name}${isOfNodes(variant) ? '?nodes=2' : ''}`
    const bad = await failing(specifier, scenarioOf(variant), 1, examples, workload)
    expect(bad).toMatchObject(Object.fromEntries(workload.map((id) => [id, 'fail'])))
  })

  const faulty = found.filter(([, { among }]) => among !== undefined)
  test.each(faulty)('without faults do not find %s', { timeout: 240_000 }, async (name, variant) => {
    const specifier = `sim:${name}${isOfNodes(variant) ? '?nodes=2' : ''}`
    expect(await failing(specifier, 'chaos/failover', 1, 60)).toEqual({})
  })
})

test('what is found among the faults of links, nodes, restarts and redirects is of three kinds at least', () => {
  for (const among of ['links', 'nodes', 'restart', 'redirects'] as const)
    expect(found.filter(([, variant]) => variant.among === among).length, among).toBeGreaterThanOrEqual(3)
})
