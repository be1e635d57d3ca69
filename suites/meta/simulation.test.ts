import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Results } from '../../harness/core/results.js'
import { runOn } from '../../harness/run/test-sim.js'
import { SCENARIOS } from '../index.js'

const scripted = SCENARIOS.filter(({ kind }) => kind === 'scripted')
/** Every twentieth scripted scenario, and everything generated. */
const some = [...scripted.filter((_, i) => i % 20 === 0), ...SCENARIOS.filter((s) => s.kind === 'generated')]
const SHRINKING = { examples: 40, lanes: 4, onFailure: 'shrink', shrinkBudget: 300 } as const

const judged = ({ verdicts }: Results) =>
  verdicts.map(({ requirement, scenario, verdict, fingerprint, closure, deviation }) => ({
    ...{ requirement, scenario, verdict, fingerprint, closure, deviation },
  }))

describe('a simulated run', () => {
  test('of one seed is the same twenty times, however many scenarios are under way', {
    timeout: 120_000,
  }, async () => {
    const hashes = new Set<string>()
    for (let run = 0; run < 20; run += 1) {
      const { traceHash } = await runOn({
        specifier: 'sim',
        scenarios: some,
        seed: 7,
        jobs: [1, 8, 3][run % 3] ?? 1,
        drawing: { examples: 2, lanes: 1 + (run % 4), onFailure: 'keep', shrinkBudget: 0 },
      })
      hashes.add(traceHash)
    }
    expect([...hashes]).toHaveLength(1)
    const other = await runOn({ specifier: 'sim', scenarios: some, seed: 8, jobs: 4 })
    expect(hashes).not.toContain(other.traceHash)
  })

  test.each([
    'sim?tls=starttls',
    'sim:forgets-directed-on-reset',
  ])('of %s is the same twice', async (specifier) => {
    const scenarios = some.slice(0, 20)
    const [one, two] = [
      await runOn({ specifier, scenarios, seed: 1, jobs: 1 }),
      await runOn({ specifier, scenarios, seed: 1, jobs: 8 }),
    ]
    expect(one.traceHash).toBe(two.traceHash)
  })

  test('shrinks one seed’s failure the same way twice', { timeout: 60_000 }, async () => {
    const scenarios = SCENARIOS.filter(({ path }) => path.startsWith('properties/messages'))
    const run = { specifier: 'sim:headline-to-two-of-three', scenarios, seed: 11, drawing: SHRINKING }
    const [one, two] = [await runOn({ ...run, jobs: 1 }), await runOn({ ...run, jobs: 4 })]
    expect(one.counts.fail).toBeGreaterThan(0)
    expect(one.traceHash).toBe(two.traceHash)
    const failing = one.verdicts.find(({ verdict }) => verdict === 'fail')
    expect((failing?.parameters as { resources: unknown[] }).resources.length).toBeLessThanOrEqual(3)
  })

  test('gives every scripted scenario the verdicts of the embedded reference', {
    timeout: 300_000,
  }, async () => {
    // Only in the simulation packets of one connection can be lost.
    const both = scripted.filter(({ needs }) => !needs.includes('black-hole'))
    const run = { scenarios: both, seed: 1, jobs: 32 }
    const [sim, embedded] = [
      await runOn({ ...run, specifier: 'sim' }),
      await runOn({ ...run, specifier: 'embedded' }),
    ]
    expect(sim.verdicts.length).toBeGreaterThan(both.length)
    // A thousand verdicts side by side would take minutes to print.
    const [virtual, real] = [judged(sim), judged(embedded)]
    const differ = virtual.flatMap((verdict, index) =>
      isDeepStrictEqual(verdict, real[index]) ? [] : [{ virtual: verdict, real: real[index] }],
    )
    expect(differ.slice(0, 5)).toEqual([])
    expect(virtual).toHaveLength(real.length)
  })
})
