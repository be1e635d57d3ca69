import { expect, test } from 'vitest'
import { choice } from './choice.js'
import { readHistory } from './history.js'
import { routing } from './routing.js'
import { type Staged, stage } from './test-staged.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }
const NOBODY: Staged = {
  ...{ resources: [], type: 'chat', copies: [], errors: 0, stored: false, proof: 'reflection', cut: 0 },
}
const historyOf = (staged: Partial<Staged>) => readHistory(stage({ ...NOBODY, ...staged }), BOUNDS)

test.each<[resources: Staged['resources'], copies: number[], branch: string]>([
  [[5, 5], [1, 1], 'to all of the highest'],
  [[5, 5, 5], [1, 0, 0], 'to one of the highest, the first to announce itself'],
  [[5, 5, 5], [0, 0, 1], 'to one of the highest, the last to announce itself'],
  [[5, 5, 5], [0, 1, 0], 'to one of the highest, neither the first nor the last'],
  [[5, 5, 5], [0, 1, 1], 'to several of the highest, not all'],
  [[1, 7, 3], [0, 1, 0], 'to the highest'],
  [[1, 7, 3], [1, 0, 0], 'to some that are not the highest'],
  [[1, 7, 3], [1, 1, 1], 'to every non-negative resource'],
  [[1, 7], [0, 0], 'to nobody'],
])('among priorities %j, copies %j are the choice %s', (resources, copies, branch) => {
  const judged = choice(historyOf({ resources, copies }), { mark: 'm1', asks: 'record' })
  expect(judged).toMatchObject({ verdict: 'observed', branch })
})

test('what may be no choice is none', () => {
  const judged = choice(historyOf({ resources: [1, 7], copies: [0, 1] }), { mark: 'm1', asks: 'top' })
  expect(judged).toMatchObject({ verdict: 'pass' })
  expect(judged.branch).toBeUndefined()
})

test.each<[staged: Partial<Staged>, state: string, branch: string | undefined]>([
  [{ stored: true }, 'no-resource', 'stored'],
  [{ errors: 1 }, 'no-resource', 'error service-unavailable'],
  [{ errors: 1, type: 'groupchat' }, 'no-resource', undefined],
  [
    { type: 'headline', resources: ['connected', 'connected'], copies: [0, 0] },
    'connected-only',
    'dropped without a word',
  ],
  [
    { resources: ['connected', 'connected'], copies: [1, 0] },
    'connected-only',
    'to one of the connected resources',
  ],
  [
    { resources: ['connected', 'connected'], copies: [1, 1] },
    'connected-only',
    'to every connected resource',
  ],
  [{ resources: [3, 9], copies: [0, 1] }, 'many-nonneg', 'to the highest'],
  [{ resources: [3, 9], copies: [1, 1], type: 'normal' }, 'many-nonneg', 'to every non-negative resource'],
])('the fate of %j takes its branch', (staged, state, branch) => {
  const type = staged.type ?? 'chat'
  const means = { address: 'bare', state, type } as Parameters<typeof routing>[1]['means']
  const judged = routing(historyOf(staged), { mark: 'm1', means })
  expect(judged.verdict, judged.explanation).toMatch(/^pass/)
  expect(judged.branch).toBe(branch)
})
