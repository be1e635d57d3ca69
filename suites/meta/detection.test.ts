import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { systemClock } from '../../harness/core/clock.js'
import { type DetectOptions, detect, unprovenRequirements } from '../../harness/run/detect.js'
import { SCENARIOS } from '../index.js'

/** Makes the ledger for variants, each on the scenarios that prove what one of them breaks. */
function ledger(names: string[], left: typeof SCENARIOS, play: DetectOptions['play'] = 'reached') {
  const variants = VARIANTS.filter((v) => names.includes(v.name))
  return detect({
    scenarios: left,
    variants,
    on: 'sim',
    play,
    seed: 1,
    jobs: 4,
    examples: 20,
    clock: systemClock,
    interrupt: new AbortController().signal,
    done: () => undefined,
  })
}

/** Every eighth variant, which takes in all groups; `assay detect` makes the whole ledger. */
const SAMPLE = VARIANTS.filter((_, index) => index % 8 === 0)

describe('the detection ledger', () => {
  it.concurrent.each(SAMPLE.map((v) => [v.name, v] as const))(
    '%s is caught by all it declares',
    async (name, variant) => {
      const scenarios = SCENARIOS.filter((s) => s.proves.some((id) => variant.breaks.includes(id)))
      const { detections, reference } = await ledger([name], scenarios)
      expect(reference).toEqual([])
      expect(detections[0]?.missed).toEqual([])
    },
    60_000,
  )

  it('calls no two variants by one name', () => {
    const names = VARIANTS.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('notices when the check that catches a variant is taken out', async () => {
    const scenarios = SCENARIOS.filter(
      (s) =>
        s.path.startsWith('discovery/delivery/bare/one-nonneg') && !s.proves.includes('RFC6121-8.5.2.1.1-g'),
    )
    const { detections } = await ledger(['delivers-groupchat'], scenarios)
    expect(detections[0]?.missed).toEqual(['RFC6121-8.5.2.1.1-g'])
  })

  it('judges a variant on the scenarios that reach it as on all', async () => {
    const names = ['probe-ignores-strangers', 'client-takes-no-for-nothing', 'service-bounces-errors']
    const [reached, all] = [await ledger(names, SCENARIOS), await ledger(names, SCENARIOS, 'all')]
    expect(reached).toEqual(all)
    expect(all.detections.map(({ missed, blamed }) => [missed, blamed])).toEqual([
      [[], []],
      [[], []],
      [[], []],
    ])
  }, 120_000)

  it('plays what needs nodes on two of them', async () => {
    const scenarios = SCENARIOS.filter(({ needs }) => needs.includes('nodes'))
    const { detections, reference } = await ledger(['nodes-meet-in-silence', 'delivers-groupchat'], scenarios)
    expect(reference).toEqual([])
    expect(detections.map(({ variant, failing }) => [variant.name, failing.toSorted()])).toEqual([
      ['delivers-groupchat', []],
      ['nodes-meet-in-silence', ['DIX-FAIL-c', 'INV-PR-d']],
    ])
  })

  it('leaves only recorded choices unproven', () => {
    const catalogue = loadCatalogue()
    const strengths = unprovenRequirements(SCENARIOS).map((id) => catalogue.get(id)?.strength)
    expect(strengths.filter((strength) => strength !== 'INFO' && strength !== 'MAY')).toEqual([])
  })
})
