import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeInvariants } from './judge.js'
import { INVARIANT_IDS } from './registry.js'
import type { Fault } from './test-fault.js'
import { FAULTS } from './test-faults.js'
import { optionsFor, played } from './test-plan.js'
import { ACTIONS, type Action, type Plan } from './test-world.js'

const RUNS = 60

const CALM = ACTIONS.filter((a) => a !== 'stall' && a !== 'silence')

/** Without what leaves things unproven, unless that is what it needs. */
const calm = (without: readonly Action['do'][], needs: readonly Action['do'][]) =>
  CALM.filter((a) => !without.includes(a) && ((a !== 'self' && a !== 'glimpse') || needs.includes(a)))

/** Runs in which one thing happens at a time, so that every fault that takes effect can be proven. */
const calmPlan = ({ under, needs = [], without = [], isManaged, isWithOne }: Fault): fc.Arbitrary<Plan> =>
  fc.record({
    seed: fc.integer(),
    manner: fc.record({
      policy: fc.constantFrom(...under),
      nobody: fc.constant('store' as const),
      work: fc.constantFrom(0, 5),
      kept: fc.constant(4500),
      notice: fc.constantFrom(1, 100),
    }),
    priorities: fc.array(fc.constantFrom(5, 5, 1, 0, -1), {
      minLength: isWithOne ? 1 : 3,
      maxLength: isWithOne ? 1 : 4,
    }),
    clients: fc.constant(3),
    managed: fc.constant(isManaged ? 1 : 0),
    latency: fc.constantFrom(1, 10),
    actions: fc.array(
      fc.record({
        do: fc.constantFrom<Action['do']>(
          ...calm(without, needs),
          ...Array.from({ length: 8 }, () => needs).flat(),
        ),
        who: fc.nat({ max: 20 }),
        whom: fc.nat({ max: 20 }),
        priority: fc.constantFrom(5, 5, 1, 0, -1, 9),
        gap: fc.constant(0),
      }),
      { minLength: 15, maxLength: 40, size: 'max' },
    ),
    isCalm: fc.constant(true),
  })

describe.each(FAULTS)('$breaks: a server that $name', (fault: Fault) => {
  test('is always caught when it took effect', { timeout: 120_000 }, () => {
    let took = 0
    const property = fc.property(calmPlan(fault), (plan) => {
      const world = played(plan, fault)
      if (!world.server.took) return
      took += 1
      const [verdict] = judgeInvariants(world.tape.history, optionsFor(world, true), [fault.breaks])
      const { judgement } = verdict ?? {}
      if (judgement?.verdict !== 'fail') throw new Error(`${judgement?.verdict}: ${judgement?.explanation}`)
      expect(judgement.deviation).not.toMatch(/@|\d{2,}/u)
      expect(judgement.evidence.length).toBeGreaterThan(0)
    })
    fc.assert(property, { numRuns: RUNS, seed: 42 })
    if (process.env.ASSAY_SHOW) console.log(`TOOK ${fault.breaks} ${fault.name}: ${took}/${RUNS}`)
    expect(took).toBeGreaterThan(2)
  })
})

test('every invariant that can fail has a planted fault', () => {
  const planted = new Set<string>(FAULTS.map(({ breaks }) => breaks))
  expect(INVARIANT_IDS.filter((id) => !planted.has(id))).toEqual(['INV-PP-c'])
})
