import { expect, test } from 'vitest'
import type { GateProblem } from '../../harness/core/results.js'
import { gateSentence } from './gate.js'

const gate = (exitCode: number, ...kinds: GateProblem['kind'][]) => ({
  ...{ exitCode, holds: exitCode === 0, expectations: null },
  problems: kinds.map((kind) => ({ kind, sentence: '' })),
})

test('the gate says in one sentence whether it holds and what it refuses', () => {
  expect(gateSentence(gate(0))).toBe('The gate holds.')
  expect(gateSentence(gate(1, 'unexpected-fail', 'error', 'unexpected-fail', 'expired-entry'))).toBe(
    'The gate refuses 2 unexpected fails, 1 expired entry and 1 error.',
  )
  expect(gateSentence(gate(3))).toBe('The gate refuses the run: nothing was judged.')
  expect(gateSentence(gate(99))).toBe('The gate refuses the run: exit code 99.')
})
