import { describe, expect, test } from 'vitest'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { systemClock } from '../../harness/core/clock.js'
import { runSession } from '../../harness/run/session.js'
import { startSubject } from '../../harness/subjects/start.js'
import { SCENARIOS } from '../index.js'

const workloads = SCENARIOS.filter(({ profile }) => profile === 'chaos')
const found = VARIANTS.flatMap((v) => (v.workload === undefined ? [] : [[v.name, v] as const]))

/** What drawn workloads find on a build of the reference. */
async function failing(specifier: string, seed: number, examples: number): Promise<string[]> {
  const interrupt = new AbortController().signal
  const subject = await startSubject(specifier, systemClock, interrupt, seed)
  try {
    const { requirements } = await runSession({
      subject,
      scenarios: workloads,
      folder: undefined,
      seed,
      jobs: 1,
      drawing: { examples, lanes: 4, onFailure: 'keep', shrinkBudget: 0 },
      selection: { only: [], profile: 'chaos' },
      command: `assay run ${specifier} --profile chaos`,
      expectations: { path: null, entries: [] },
      gate: { strength: 'should', allowInconclusive: 0 },
      clock: systemClock,
      interrupt,
      progress: { began: () => undefined, played: () => undefined, ended: () => undefined },
    })
    return requirements.filter(({ verdict }) => verdict === 'fail').map(({ requirement }) => requirement)
  } finally {
    await subject.stop()
  }
}

describe('drawn workloads', () => {
  test.each([1, 2, 3])('find nothing on the reference (seed %i)', { timeout: 120_000 }, async (seed) => {
    expect(await failing('sim', seed, 100)).toEqual([])
  })

  test.each(found)('find %s', { timeout: 120_000 }, async (name, { workload, examples = 100 }) => {
    expect(await failing(`sim:${name}`, 1, examples)).toEqual(expect.arrayContaining(workload!))
  })
})
