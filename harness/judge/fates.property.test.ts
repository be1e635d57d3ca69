import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choice } from './choice.js'
import { MESSAGE_TYPES, type State } from './delivery-table.js'
import { exclusion } from './exclusion.js'
import { type History, readHistory } from './history.js'
import { routing } from './routing.js'
import { type Staged, stage } from './test-staged.js'

const BOUNDS = { route: 1, unavailable: 1, login: 1, close: 1, scenario: 1 }
const RUNS = 2000

type Status = number | 'connected'
const eligible = (resources: readonly Status[]) =>
  resources.flatMap((r, i) => (typeof r === 'number' && r >= 0 ? [i] : []))

/** RFC 6121 8.5 once more, in other words than the delivery table's. */
const stateOf = (resources: readonly Status[]): State => {
  if (resources.length === 0) return 'no-resource'
  if (resources.every((r) => r === 'connected')) return 'connected-only'
  return (['negative-only', 'one-nonneg', 'many-nonneg'] as const)[Math.min(eligible(resources).length, 2)]!
}

const scene = fc.record({
  resources: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom<Status>(0, 1, 5, -1) },
      { weight: 3, arbitrary: fc.integer({ min: -128, max: 127 }) as fc.Arbitrary<Status> },
      { weight: 1, arbitrary: fc.constant<Status>('connected') },
    ),
    { maxLength: 5 },
  ),
  type: fc.constantFrom(...MESSAGE_TYPES),
  proof: fc.constantFrom('reflection' as const, 'iq' as const),
  cut: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.999, noNaN: true })),
  policy: fc.constantFrom('one', 'tied', 'all', 'error', 'store'),
})
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never

/** What a server with this policy, where the clause leaves it one, does with the message. */
function play({ resources, type, proof, cut, policy }: Scene): Staged {
  const able = eligible(resources)
  const highest = Math.max(...able.map((i) => Number(resources[i])))
  const top = able.filter((i) => resources[i] === highest)
  const to = type === 'headline' || policy === 'all' ? able : policy === 'tied' ? top : top.slice(0, 1)
  const live = type !== 'error' && type !== 'groupchat' ? to : []
  const undeliverable = (type === 'normal' || type === 'chat') && able.length === 0
  const stored = undeliverable && policy === 'store'
  const errors = type === 'groupchat' || (undeliverable && !stored) ? 1 : 0
  return {
    resources,
    type,
    proof,
    cut,
    copies: resources.map((_, i) => (live.includes(i) ? 1 : 0)),
    errors,
    stored,
  }
}

const historyOf = (staged: Staged): History => readHistory(stage(staged), BOUNDS)
const routed = (staged: Staged, history = historyOf(staged)) =>
  routing(history, {
    mark: 'm1',
    means: { address: 'bare', state: stateOf(staged.resources), type: staged.type },
  })
const excluded = (staged: Staged, passesBy: 'negative' | 'connected') =>
  exclusion(historyOf(staged), { mark: 'm1', passesBy })

/** Draws legal histories that fit, mutates them, and demands `verdict` of `judge`. */
function always(
  fits: (staged: Staged) => boolean,
  mutate: (staged: Staged) => Partial<Staged>,
  judge: (staged: Staged) => { verdict: string; deviation: string },
): void {
  const property = fc.property(scene.map(play).filter(fits), (staged) => {
    const found = judge({ ...staged, ...mutate(staged) })
    expect(found.verdict).toBe('fail')
    expect(found.deviation).not.toBe('')
  })
  fc.assert(property, { numRuns: 300, seed: 42 })
}

const set = (copies: readonly number[], index: number, count: number) =>
  copies.map((c, i) => (i === index ? count : c))
const delivered = (s: Staged) => s.copies.some((c) => c > 0)
const live = (s: Staged) => s.type !== 'error' && s.type !== 'groupchat'

describe('legal histories', () => {
  test('never fail, and are never left open', () => {
    const property = fc.property(scene, (drawn) => {
      const staged = play(drawn)
      const history = historyOf(staged)
      expect(routed(staged, history).verdict).toMatch(/^pass/u)
      for (const passesBy of ['negative', 'connected'] as const)
        expect(exclusion(history, { mark: 'm1', passesBy }).verdict).toMatch(/^(pass|inconclusive)$/u)
      const dix = live(staged) && staged.type !== 'headline' && drawn.policy !== 'all'
      const asked = choice(history, { mark: 'm1', asks: dix ? 'top' : 'record' }).verdict
      expect(asked).toMatch(/^(pass|observed|inconclusive)$/u)
    })
    fc.assert(property, { numRuns: RUNS, seed: 42 })
  })
})

describe('mutated histories always fail', () => {
  test('all copies dropped', () => {
    always(delivered, ({ copies }) => ({ copies: copies.map(() => 0) }), routed)
  })

  test('one copy of a headline dropped', () => {
    const several = (s: Staged) => s.type === 'headline' && eligible(s.resources).length > 1
    always(several, (s) => ({ copies: set(s.copies, eligible(s.resources)[0]!, 0) }), routed)
  })

  test('an error beside a delivery', () => {
    always(delivered, () => ({ errors: 1 }), routed)
  })

  test('a duplicate', () => {
    always(delivered, ({ copies }) => ({ copies: set(copies, copies.indexOf(1), 2) }), routed)
  })

  test('stored beside a delivery', () => {
    always(delivered, () => ({ stored: true }), routed)
  })

  test('nothing at all where an error is due', () => {
    always(
      (s) => s.errors > 0,
      () => ({ errors: 0 }),
      routed,
    )
  })

  test('a copy for a resource with negative priority', () => {
    const negative = (s: Staged) => s.resources.findIndex((r) => typeof r === 'number' && r < 0)
    const mutate = (s: Staged) => ({ copies: set(s.copies, negative(s), 1) })
    always(
      (s) => negative(s) >= 0,
      mutate,
      (s) => excluded(s, 'negative'),
    )
    const alone = (s: Staged) => negative(s) >= 0 && eligible(s.resources).length === 0
    always(alone, mutate, routed)
  })

  test('a copy for a resource that is only connected', () => {
    const connected = (s: Staged) => s.resources.indexOf('connected')
    const mutate = (s: Staged) => ({ copies: set(s.copies, connected(s), 1) })
    always(
      (s) => connected(s) >= 0,
      mutate,
      (s) => excluded(s, 'connected'),
    )
  })

  test('a copy for the lowest instead of the highest', () => {
    const lowest = ({ resources }: Staged) =>
      eligible(resources).toSorted((a, b) => Number(resources[a]) - Number(resources[b]))
    const differ = (s: Staged) =>
      delivered(s) && s.resources[lowest(s)[0]!] !== s.resources[lowest(s).at(-1)!]
    const mutate = (s: Staged) => ({ copies: s.resources.map((_, i) => (i === lowest(s)[0] ? 1 : 0)) })
    always(differ, mutate, (s) => choice(historyOf(s), { mark: 'm1', asks: 'top' }))
  })
})
