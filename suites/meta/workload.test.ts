import { describe, expect, test } from 'vitest'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { runOn } from '../../harness/run/test-sim.js'
import { SCENARIOS } from '../index.js'

const workloads = SCENARIOS.filter(({ profile }) => profile === 'chaos')
const found = VARIANTS.flatMap((v) => (v.workload === undefined ? [] : [[v.name, v] as const]))

/** What drawn workloads find on a build of the reference. */
async function failing(specifier: string, seed: number, examples: number): Promise<string[]> {
  const drawing = { examples, lanes: 4, onFailure: 'keep', shrinkBudget: 0 } as const
  const { requirements } = await runOn({ specifier, scenarios: workloads, seed, jobs: 1, drawing })
  return requirements.filter(({ verdict }) => verdict === 'fail').map(({ requirement }) => requirement)
}

describe('drawn workloads', () => {
  test.each([1, 2, 3])('find nothing on the reference (seed %i)', { timeout: 120_000 }, async (seed) => {
    expect(await failing('sim', seed, 100)).toEqual([])
  })

  test.each(found)('find %s', { timeout: 120_000 }, async (name, { workload, examples = 100 }) => {
    expect(await failing(`sim:${name}`, 1, examples)).toEqual(expect.arrayContaining(workload!))
  })
})
