import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeInvariants } from './judge.js'
import { optionsFor, played } from './test-plan.js'
import { ACTIONS, type Plan } from './test-world.js'

/** For each policy; `ASSAY_HISTORIES=3400` plays more than 10 000 in all. */
const RUNS = Number(process.env.ASSAY_HISTORIES ?? 300)

const priority = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 1, 5, 5, 10, -1) },
  { weight: 1, arbitrary: fc.integer({ min: -128, max: 127 }) },
)

const action = fc.record({
  do: fc.constantFrom(...ACTIONS),
  who: fc.nat({ max: 20 }),
  whom: fc.nat({ max: 20 }),
  priority,
  gap: fc.oneof(fc.constantFrom(0, 1, 5, 20), fc.integer({ min: 0, max: 400 })),
})

const plan = (policy: Plan['manner']['policy']): fc.Arbitrary<Plan> =>
  fc.record({
    seed: fc.integer(),
    manner: fc.record({
      policy: fc.constant(policy),
      nobody: fc.constantFrom('store' as const, 'error' as const),
      work: fc.constantFrom(0, 5, 20),
      kept: fc.constantFrom(50, 500),
      notice: fc.constantFrom(1, 50, 200),
    }),
    priorities: fc.array(priority, { minLength: 1, maxLength: 4 }),
    clients: fc.integer({ min: 1, max: 3 }),
    managed: fc.constantFrom(0, 0, 1, 2),
    latency: fc.constantFrom(1, 10, 40),
    actions: fc.array(action, { minLength: 5, maxLength: 40, size: 'max' }),
    isCalm: fc.constant(false),
  })

describe.each(['one', 'tied', 'all'] as const)('legal histories under the policy %s', (policy) => {
  test('never make an invariant fail', () => {
    const counts = new Map<string, number>()
    const property = fc.property(plan(policy), (drawn) => {
      const world = played(drawn)
      const verdicts = judgeInvariants(world.tape.history, optionsFor(world, drawn.seed % 2 === 0))
      for (const { invariant, judgement } of verdicts) {
        const key = `${invariant} ${judgement.verdict}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
        if (judgement.verdict === 'fail') throw new Error(`${invariant}: ${judgement.explanation}`)
      }
    })
    fc.assert(property, { numRuns: RUNS, seed: 42 })
    if (process.env.ASSAY_SHOW)
      console.log(
        [...counts]
          .sort()
          .map(([k, v]) => `${k} ${v}`)
          .join('\n'),
      )
    expect(counts.size).toBeGreaterThan(30)
  }, 300_000)
})

test('long legal histories leave little open, and no search ends early', { timeout: 300_000 }, () => {
  // Nothing is resumed or copied in these, so the rules about that have nothing to judge.
  const elsewhere = ['INV-DP-d', 'INV-SM-a', 'INV-SM-b', 'INV-PP-d']
  let [open, judged] = [0, 0]
  const long = fc.tuple(plan('tied'), fc.array(action, { minLength: 300, maxLength: 400, size: 'max' }))
  const property = fc.property(long, ([drawn, actions]) => {
    const kept = actions.filter((a) => a.do !== 'stall' && a.do !== 'silence')
    const restarts = kept.flatMap((a) => [
      a,
      { ...a, do: 'restart' as const },
      { ...a, do: 'client-starts' as const },
    ])
    const world = played({ ...drawn, priorities: [5, 5, 1], managed: 0, actions: restarts })
    for (const { invariant, judgement } of judgeInvariants(world.tape.history, optionsFor(world, true))) {
      expect(judgement.verdict, judgement.explanation).not.toBe('fail')
      expect(judgement.explanation).not.toMatch(/^The search/u)
      if (elsewhere.includes(invariant)) continue
      judged += 1
      if (judgement.verdict === 'inconclusive') open += 1
    }
  })
  fc.assert(property, { numRuns: 30, seed: 42 })
  expect(open / judged).toBeLessThan(0.1)
})
