import { describe, expect, test } from 'vitest'
import type { RequirementOutcome } from '../core/results.js'
import type { VerdictRecord } from '../core/verdict.js'
import type { ExpectedDeviation } from './expectations.js'
import { decide, type GateTerms } from './gate.js'
import { plainRecord as record } from './test-bench.js'

const TERMS: GateTerms = {
  end: 'finished',
  expectations: [],
  allowInconclusive: 0,
  today: '2027-01-31',
  scope: 'everything',
  strength: 'should',
}

const entry = (rest: Partial<ExpectedDeviation> = {}): ExpectedDeviation => ({
  requirement: 'A',
  verdict: 'fail',
  fingerprint: '0123456789ab',
  reason: 'known since long',
  at: 'expected.yaml:3',
  ...rest,
})

const outcome = (requirement: string, rest: Partial<RequirementOutcome>): RequirementOutcome => ({
  requirement,
  strength: 'MUST',
  clause: '',
  says: '',
  verdict: 'pass',
  scenarios: 1,
  proven: true,
  ...rest,
})

/** The exit code and the kinds of problems, as text. */
function gate(verdicts: VerdictRecord[], terms: Partial<GateTerms> = {}, outcomes?: RequirementOutcome[]) {
  const requirements = outcomes ?? verdicts.map((v) => outcome(v.requirement, { verdict: v.verdict }))
  const { exitCode, problems } = decide(verdicts, requirements, { ...TERMS, ...terms })
  return { exitCode, problems, kinds: problems.map((p) => p.kind) }
}

describe('failures', () => {
  test('an unexpected one is refused, with requirement, scenario and deviation', () => {
    const { exitCode, problems } = gate([record('A', 'fail', { deviation: 'silence' })])
    expect(exitCode).toBe(1)
    expect(problems).toEqual([
      { kind: 'unexpected-fail', sentence: 'A fails in s: silence.', requirement: 'A', scenario: 's' },
    ])
  })

  test('an expected one is accepted', () => {
    expect(gate([record('A', 'fail')], { expectations: [entry()] })).toMatchObject({ exitCode: 0, kinds: [] })
  })

  test('one for another reason is refused, with the place of the entry', () => {
    const { exitCode, problems } = gate([record('A', 'fail', { fingerprint: 'ffffffffffff' })], {
      expectations: [entry()],
    })
    expect(exitCode).toBe(1)
    expect(problems[0]).toMatchObject({ kind: 'changed-reason', at: 'expected.yaml:3' })
    expect(problems[0]?.sentence).toContain('ffffffffffff')
  })

  test('one expected reason does not excuse another', () => {
    const verdicts = [
      record('A', 'fail'),
      record('A', 'fail', { fingerprint: 'ffffffffffff', scenario: 't' }),
    ]
    expect(gate(verdicts, { expectations: [entry()] })).toMatchObject({
      exitCode: 1,
      kinds: ['changed-reason'],
    })
  })

  test('an unproven requirement does not gate', () => {
    const outcomes = [outcome('A', { verdict: 'fail', proven: false })]
    expect(gate([record('A', 'fail')], {}, outcomes).exitCode).toBe(0)
  })

  test.each(['SHOULD', 'SHOULD NOT'] as const)('%s gates unless the gate is told otherwise', (strength) => {
    const verdicts = [record('A', 'fail', { strength })]
    expect(gate(verdicts).exitCode).toBe(1)
    expect(gate(verdicts, { strength: 'must' }).exitCode).toBe(0)
  })

  test.each(['MUST', 'MUST NOT', 'ONE-OF', 'DERIVED', 'PROFILE'] as const)('%s always gates', (strength) => {
    expect(gate([record('A', 'fail', { strength })], { strength: 'must' }).exitCode).toBe(1)
  })
})

describe('entries', () => {
  test('one whose requirement passes is refused', () => {
    const found = gate([record('A', 'pass'), record('A', 'observed')], { expectations: [entry()] })
    expect(found).toMatchObject({ exitCode: 1, kinds: ['unexpected-pass'] })
    expect(found.problems[0]).toMatchObject({ at: 'expected.yaml:3', requirement: 'A' })
  })

  test.each(['inconclusive', 'untested'] as const)('one whose requirement is %s is left alone', (verdict) => {
    const found = gate([record('A', 'pass'), record('A', verdict)], {
      expectations: [entry()],
      allowInconclusive: 9,
    })
    expect(found.kinds).toEqual([])
  })

  test('one that matches no verdict is refused, but not when only a part was run', () => {
    const terms = { expectations: [entry({ requirement: 'B' })] }
    expect(gate([record('A', 'pass')], terms)).toMatchObject({ exitCode: 1, kinds: ['unmatched-entry'] })
    expect(gate([record('A', 'pass')], { ...terms, scope: 'selection' }).exitCode).toBe(0)
  })

  test('one that expired is refused, also when its failure is there', () => {
    const of = (expires: string) => gate([record('A', 'fail')], { expectations: [entry({ expires })] })
    expect(of('2027-01-30')).toMatchObject({ exitCode: 1, kinds: ['expired-entry'] })
    expect(of('2027-01-31')).toMatchObject({ exitCode: 0, kinds: [] })
  })
})

describe('exit codes', () => {
  test.each([
    [0, ['pass']],
    [0, ['observed', 'untested']],
    [1, ['fail', 'inconclusive']],
    [2, ['pass', 'inconclusive']],
    [3, ['untested', 'inapplicable']],
    [3, []],
    [70, ['error']],
    [70, ['fail', 'error', 'pass']],
  ] as const)('%i for %j', (exitCode, verdicts) => {
    expect(gate(verdicts.map((v, i) => record(`R${i}`, v))).exitCode).toBe(exitCode)
  })

  test('one that occurs sometimes may be missing, but is held when it has expired', () => {
    const expectations = [entry({ occurs: 'sometimes' })]
    expect(gate([record('A', 'pass')], { expectations }).exitCode).toBe(0)
    expect(gate([record('A', 'fail')], { expectations }).exitCode).toBe(0)
    expect(gate([record('B', 'pass')], { expectations }).exitCode).toBe(0)
    const expired = [entry({ occurs: 'sometimes', expires: '2027-01-30' })]
    expect(gate([record('A', 'pass')], { expectations: expired }).kinds).toEqual(['expired-entry'])
  })

  test('one of a slow profile is about its scenarios only, and is not missed without them', () => {
    const expectations = [entry({ profile: 'nodes' })]
    const inProfile = record('A', 'fail', { scenario: 'nodes/killed' })
    expect(gate([inProfile], { expectations, scope: 'selection' }).exitCode).toBe(0)
    expect(gate([record('A', 'fail', { scenario: 'discovery/a' })], { expectations }).exitCode).toBe(1)
    expect(gate([record('A', 'pass')], { expectations }).exitCode).toBe(0)
  })

  test('expected inconclusive verdicts count as known, where and as they were expected', () => {
    const expectations = [entry({ verdict: 'inconclusive' })]
    expect(gate([record('A', 'inconclusive'), record('B', 'pass')], { expectations }).exitCode).toBe(0)
    const another = record('A', 'inconclusive', { scenario: 't', fingerprint: 'ffffffffffff' })
    const outcomes = [outcome('A', { verdict: 'inconclusive' })]
    const { exitCode, problems } = gate([record('A', 'inconclusive'), another], { expectations }, outcomes)
    expect(exitCode).toBe(2)
    expect(problems).toMatchObject([{ kind: 'inconclusive', requirement: 'A', scenario: 't' }])
  })

  test('a known flaw excuses what a stopped scenario leaves open, and nothing that was judged', () => {
    const stop = { stops: 'internal-server-error', reason: 'a race of its own', at: 'expected.yaml:9' }
    const terms = { expectations: [stop] }
    const explanation = 'The scenario stopped before its first step: StreamError: internal-server-error'
    const stopped = record('A', 'inconclusive', { judge: 'none', explanation })
    const other = record('A', 'inconclusive', {
      judge: 'none',
      explanation: 'The scenario stopped: no answer',
    })
    const judged = record('A', 'inconclusive', { explanation })
    const failed = record('A', 'fail', { explanation })
    const passed = record('B', 'pass')
    expect(gate([passed, stopped], terms).exitCode).toBe(0)
    expect(gate([passed, other], terms).exitCode).toBe(2)
    expect(gate([passed, judged], terms).exitCode).toBe(2)
    expect(gate([passed, failed], terms).exitCode).toBe(1)
    expect(gate([passed], { expectations: [{ ...stop, expires: '2027-01-30' }] }).problems).toMatchObject([
      { kind: 'expired-entry', at: 'expected.yaml:9' },
    ])
  })

  test('nothing but inconclusive verdicts is 2, and 0 when they are allowed', () => {
    const verdicts = [record('A', 'inconclusive'), record('B', 'inconclusive')]
    expect(gate(verdicts, { allowInconclusive: 1 })).toMatchObject({
      exitCode: 2,
      kinds: ['inconclusive', 'inconclusive'],
    })
    expect(gate(verdicts, { allowInconclusive: 2 }).exitCode).toBe(0)
  })

  test('a run that did not finish does not hold', () => {
    const verdicts = [record('A', 'pass'), record('B', 'untested')]
    for (const end of ['interrupted', 'subject-died', 'cut-off'] as const)
      expect(gate(verdicts, { end })).toMatchObject({ exitCode: 2, kinds: ['incomplete'] })
    expect(gate([record('A', 'fail')], { end: 'cut-off' }).exitCode).toBe(1)
  })

  test('the allowance counts requirements, not scenarios', () => {
    const verdicts = [record('A', 'inconclusive'), record('A', 'inconclusive', { scenario: 't' })]
    const outcomes = [outcome('A', { verdict: 'inconclusive' })]
    expect(gate(verdicts, { allowInconclusive: 1 }, outcomes).exitCode).toBe(0)
  })
})
