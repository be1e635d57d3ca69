import { describe, expect, test } from 'vitest'
import type { Judgement } from '../core/verdict.js'
import type { JudgedScope } from './judge-scope.js'
import { doubtBehindLastWord } from './last-word.js'

const scope = (name: string, heard: number, over: number, verdict: Judgement['verdict']): JudgedScope => ({
  name,
  trace: '',
  start: { kind: 'scope-start', scenario: name, proves: ['X-1'], phase: 'only' },
  verdicts: [
    {
      requirement: 'X-1',
      judge: 'outcome',
      judgement: {
        verdict,
        expected: [],
        actual: 'nothing',
        explanation: 'Nothing came.',
        deviation: verdict === 'fail' ? 'nothing' : '',
        evidence: [],
        closure: 'tcp-close',
      },
      lines: [],
    },
  ],
  taken: [],
  noticed: [],
  heard,
  over,
})
const verdictsOf = (scopes: JudgedScope[]) =>
  scopes.map(({ verdicts }) => verdicts.map(({ judgement }) => judgement.verdict).join())

describe('of a subject that died', () => {
  test('failures of scopes that were over before its last word stand', () => {
    expect(verdictsOf(doubtBehindLastWord([scope('a', 5, 9, 'fail'), scope('b', 10, 12, 'pass')]))).toEqual([
      'fail',
      'pass',
    ])
  })

  test('failures of scopes that were under way then are doubted, and say why', () => {
    const doubted = doubtBehindLastWord([scope('a', 5, 11, 'fail'), scope('b', 10, 12, 'fail')])
    expect(verdictsOf(doubted)).toEqual(['inconclusive', 'inconclusive'])
    expect(doubted[0]?.verdicts[0]?.judgement).toMatchObject({
      deviation: '',
      explanation: 'The subject died before this scenario was over, which may be why: Nothing came.',
    })
  })
})
