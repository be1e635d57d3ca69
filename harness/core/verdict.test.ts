import { expect, test } from 'vitest'
import { VERDICTS, worst } from './verdict.js'

test('the worst verdict is the first in the order of the list', () => {
  for (const [i, a] of VERDICTS.entries())
    for (const b of VERDICTS.slice(i)) {
      expect(worst([a, b])).toBe(a)
      expect(worst([b, a])).toBe(a)
    }
})

test('nothing judged is untested', () => {
  expect(worst([])).toBe('untested')
})
