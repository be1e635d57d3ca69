import { expect, test } from 'vitest'
import { judgeInvariants } from './judge.js'
import { INVARIANT_IDS } from './registry.js'
import { HANDMADE } from './test-handmade.js'

test.each(HANDMADE)('$holds $verdict: $shows', ({ holds, verdict, script, options }) => {
  const { history } = script.tape
  const [found] = judgeInvariants(history, options, [holds])
  expect(`${found?.judgement.verdict}`, found?.judgement.explanation).toBe(verdict)
  const numbers = new Set(history.events.map(({ n }) => n))
  expect(found?.judgement.evidence.filter((n) => !numbers.has(n))).toEqual([])
  if (verdict !== 'fail') return
  expect(found?.judgement.deviation).not.toMatch(/^$|@|\d{2,}/u)
  expect(found?.judgement.explanation).toMatch(/event \d+/u)
})

test.each(INVARIANT_IDS)('%s has histories for each verdict it can come to', (id) => {
  const verdicts = HANDMADE.filter(({ holds }) => holds === id).map(({ verdict }) => verdict)
  expect(verdicts).toEqual(
    id === 'INV-PP-c' ? ['observed', 'inconclusive'] : ['fail', 'pass', 'inconclusive'],
  )
})
