import { describe, expect, it } from 'vitest'
import { VARIANTS } from '../../fixtures/variants/index.js'
import type { Variant } from '../../fixtures/variants/variant.js'
import { systemClock } from '../../harness/core/clock.js'
import { seededRandom } from '../../harness/core/random.js'
import type { Scenario } from '../../harness/index.js'
import { detect, holds } from '../../harness/run/detect.js'
import { SCENARIOS } from '../index.js'
import { silenced, withoutChecks } from './test-removal.js'

/** One of every group of suites, those of the generated scenarios included. */
const FIXED = [
  'DIX-FAIL-c',
  'RFC6121-8.5.2.1.1-h',
  'RFC6121-4.5.2-b',
  'RFC6121-4.6.1-b',
  'RFC6120-8.1.3-c',
  'RFC6120-7.6-a',
]
const DRAWN = 4

/** No variant can be caught without the check, so a few tell as much as all. */
const VARIANTS_EACH = 2

const ledger = (scenarios: Scenario[], variants: Variant[]) =>
  detect({
    scenarios,
    variants,
    on: 'sim',
    play: 'reached',
    seed: 1,
    jobs: 4,
    examples: 5,
    clock: systemClock,
    interrupt: new AbortController().signal,
    done: () => undefined,
  })

const proving = (requirement: string) => SCENARIOS.filter(({ proves }) => proves.includes(requirement))
const breaking = (requirement: string) =>
  VARIANTS.filter(({ breaks }) => breaks.includes(requirement)).slice(0, VARIANTS_EACH)

/** The fixed requirements and some more that can be caught to fail, drawn anew only when the list changes. */
function sample(): string[] {
  const random = seededRandom('removal')
  const pool = [...new Set(VARIANTS.flatMap(({ breaks }) => breaks))].filter((id) => !FIXED.includes(id))
  const drawn = Array.from({ length: DRAWN }, () => pool.splice(random.uint32() % pool.length, 1)).flat()
  return [...FIXED, ...drawn]
}

describe('a check taken out of the suite', () => {
  it.concurrent.each(
    sample(),
  )('all of %s: the ledger does not hold, and names it as missed', async (requirement) => {
    const found = await ledger(withoutChecks(SCENARIOS, requirement), breaking(requirement))
    expect(found.reference).toEqual([])
    expect(found.detections.length).toBeGreaterThan(0)
    for (const { variant, missed } of found.detections) expect(missed, variant.name).toContain(requirement)
    expect(holds(found)).toBe(false)
  }, 60_000)

  it('but still promised, is an error on the reference itself', async () => {
    const [first] = proving('RFC6121-8.5.2.1.1-g').filter(({ kind }) => kind === 'scripted')
    const found = await ledger([silenced(first!, 'RFC6121-8.5.2.1.1-g')], [])
    expect(found.reference).toEqual([
      {
        requirement: 'RFC6121-8.5.2.1.1-g',
        verdict: 'error',
        explanation: expect.stringContaining('never asked about RFC6121-8.5.2.1.1-g'),
      },
    ])
    expect(holds(found)).toBe(false)
  })
})

describe('a variant that breaks more than it declares', () => {
  it.concurrent.each([
    'no-ping-at-bare-jid',
    'delivers-groupchat',
    'initial-not-reflected',
    'trims-ids',
  ])('%s, with its first break left out: the ledger does not hold, and names it as blamed', async (name) => {
    const variant = VARIANTS.find((each) => each.name === name)!
    const [undeclared = '', ...declared] = variant.breaks
    const found = await ledger(proving(undeclared), [{ ...variant, breaks: declared }])
    expect(found.reference).toEqual([])
    expect(found.detections[0]?.blamed).toEqual([undeclared])
    expect(holds(found)).toBe(false)
  }, 60_000)

  it('holds with all of them declared', async () => {
    const variant = VARIANTS.find(({ name }) => name === 'no-ping-at-bare-jid')!
    expect(holds(await ledger(proving(variant.breaks[0]!), [variant]))).toBe(true)
  })
})
