import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HISTORIES, loadHistories } from '../../fixtures/histories/load.js'
import { VERDICTS } from '../core/verdict.js'
import { judgeScope } from '../run/judge-scope.js'
import { JUDGES } from './judges.js'

const listed = loadHistories()

/** The verdict that begins a file's name; `pass-lax` before `pass`. */
const wantedVerdict = (name: string) =>
  [...VERDICTS].sort((a, b) => b.length - a.length).find((v) => name.startsWith(`${v}-`))

describe.each(listed)('$judge: $name', ({ judge, name, events, bounds }) => {
  const { verdicts } = judgeScope(events, bounds)

  test('has the verdict its name says, from evidence in the journal', () => {
    expect(verdicts.map((v) => v.judgement.verdict)).toEqual([wantedVerdict(name)])
    const [verdict] = verdicts
    if (Object.hasOwn(JUDGES, judge)) expect(verdict?.judge).toBe(judge)
    const numbers = new Set(events.map((e) => e.n))
    expect(verdict?.judgement.evidence.filter((n) => !numbers.has(n))).toEqual([])
    expect(verdict?.judgement.explanation).toMatch(/^\S.{15,}[.)]?$/su)
  })

  test('says what happened when it fails, without ids, times or ports', () => {
    const [verdict] = verdicts
    if (verdict?.judgement.verdict !== 'fail') return
    const { deviation, explanation, actual, expected, evidence } = verdict.judgement
    expect(deviation).not.toBe('')
    expect(deviation).not.toMatch(/@|[0-9a-z]{8}-\d|\d{3,}/u)
    expect(explanation.length).toBeGreaterThan(20)
    expect(actual).not.toBe('')
    expect(expected.length).toBeGreaterThan(0)
    expect(evidence.length).toBeGreaterThan(0)
    expect(verdict.lines.filter((l) => evidence.includes(l.n)).length).toBe(evidence.length)
  })

  test('is explained in the README beside it', () => {
    expect(readFileSync(join(HISTORIES, judge, 'README.md'), 'utf8')).toContain(`\`${name}\``)
  })
})

test.each(
  Object.keys(JUDGES),
)('the judge %s has a failing, a passing and an inconclusive history', (judge) => {
  const names = listed.filter((l) => l.judge === judge).map((l) => wantedVerdict(l.name))
  expect(names).toEqual(expect.arrayContaining(['fail', 'pass', 'inconclusive']))
})

test('judging does not change the events', () => {
  for (const { events, bounds } of listed) {
    const before = structuredClone(events)
    judgeScope(events, bounds)
    expect(events).toEqual(before)
  }
})
