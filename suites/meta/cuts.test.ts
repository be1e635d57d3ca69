import { describe, expect, test } from 'vitest'
import { VARIANTS } from '../../fixtures/variants/index.js'
import type { Drawing } from '../../harness/run/generated.js'
import { runOn } from '../../harness/run/test-sim.js'
import { SCENARIOS } from '../index.js'

const exchanges = SCENARIOS.filter(({ profile }) => profile === 'cuts')
const found = VARIANTS.flatMap((v) => (v.cuts === undefined ? [] : [[v.name, v.cuts] as const]))
const DRAWING: Drawing = { examples: 0, lanes: 4, onFailure: 'keep', shrinkBudget: 0 }

/** What fails on a build of the reference when it is played as `drawing` says. */
async function failing(specifier: string, scenarios: typeof exchanges, drawing: Partial<Drawing>) {
  const { requirements } = await runOn({
    specifier,
    scenarios,
    seed: 1,
    jobs: 3,
    drawing: { ...DRAWING, ...drawing },
  })
  return requirements.flatMap(({ verdict, requirement }) => (verdict === 'fail' ? [requirement] : [])).sort()
}

describe('cut points', () => {
  test('find nothing on the reference', { timeout: 300_000 }, async () => {
    const drawing = { ...DRAWING, cuts: 300 }
    const { verdicts, cuts = [] } = await runOn({
      specifier: 'sim',
      scenarios: exchanges,
      seed: 2,
      jobs: 3,
      drawing,
    })
    const wrong = verdicts.filter(({ verdict }) => ['fail', 'error'].includes(verdict))
    expect(
      wrong.map(({ scenario, requirement, explanation }) => [scenario, requirement, explanation]),
    ).toEqual([])
    expect(cuts.map(({ scenario }) => scenario)).toEqual(exchanges.map(({ path }) => path).sort())
    for (const { places, bytes, strips } of cuts) {
      expect([places.played, bytes.played]).toEqual([300, 0])
      const all = strips.flatMap(({ cells }) => cells.map(({ verdict }) => verdict))
      expect(all.filter((verdict) => verdict !== 'pass' && verdict !== 'untested')).toEqual([])
    }
  })

  test.each(found)(
    'find %s where it shows, and blame it for nothing else',
    {
      timeout: 60_000,
    },
    async (name, { scenario, path, breaks }) => {
      const cut = exchanges.filter((each) => each.path === scenario)
      expect(await failing(`sim:${name}`, cut, { path })).toEqual(breaks.toSorted())
      expect(await failing(`sim:${name}`, exchanges, { path: 'uncut' })).toEqual([])
      expect(await failing('sim', cut, { path })).toEqual([])
    },
  )
})
