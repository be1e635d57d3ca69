import { describe, expect, test } from 'vitest'
import type { Catalogue, Requirement } from '../core/requirement.js'
import type { Verdict } from '../core/verdict.js'
import type { Phase } from '../journal/event.js'
import type { JudgedScope } from './judge-scope.js'
import { plainJudgement } from './test-bench.js'
import { fingerprint, verdictRecords } from './verdicts.js'

const ENTRY = { id: 'A', document: 'RFC 6121', section: '8.5', strength: 'MUST', says: 'It holds.' }
const CATALOGUE: Catalogue = new Map([['A', ENTRY as unknown as Requirement]])

/** A judged scope of the scenario `s` that says `verdict` on `A`. */
function scope(
  phase: Phase,
  verdict: Verdict,
  more: { path?: string; about?: string; deviation?: string } = {},
) {
  const { deviation = verdict === 'fail' ? 'silence' : '', ...place } = more
  const judged: JudgedScope = {
    name: 's',
    trace: '',
    start: { kind: 'scope-start', scenario: 's', proves: ['A'], phase, parameters: place.path, ...place },
    verdicts: [
      { requirement: 'A', judge: 'routing', judgement: plainJudgement(verdict, deviation), lines: [] },
    ],
    taken: [],
    noticed: [],
    heard: 0,
    over: 0,
  }
  return judged
}

const records = (...scopes: JudgedScope[]) =>
  verdictRecords(scopes, CATALOGUE, { subject: 'container:x@1?a=b', seed: 7 })

test('a record carries clause, strength and the command that reruns it', () => {
  expect(records(scope('only', 'pass'))).toMatchObject([
    {
      requirement: 'A',
      verdict: 'pass',
      strength: 'MUST',
      clause: 'RFC 6121, 8.5',
      says: 'It holds.',
      rerun: "npx assay run 'container:x@1?a=b' --only s",
    },
  ])
})

test('a requirement that the catalogue does not have is only recorded', () => {
  const [record] = verdictRecords([scope('only', 'pass')], new Map(), { subject: 'embedded', seed: 7 })
  expect(record).toMatchObject({ strength: 'INFO', clause: '', says: '' })
})

describe('generated scenarios', () => {
  test('the shrunk example stands for the failure, with its path', () => {
    const [record, ...others] = records(
      scope('explore', 'pass', { path: '0' }),
      scope('explore', 'fail', { path: '1' }),
      scope('explore', 'fail', { path: '2' }),
      scope('shrink', 'fail', { path: 'x', about: 'A' }),
      scope('final', 'fail', { path: '1:2', about: 'A' }),
    )
    expect(others).toEqual([])
    expect(record).toMatchObject({ verdict: 'fail', parameters: '1:2' })
    expect(record?.explanation).toBe('Because. It failed in 2 of 3 drawn examples.')
    expect(record?.rerun).toMatch(/ --only s --seed 7 --path 1:2$/u)
  })

  test('a failure that did not recur in the end is still a failure', () => {
    const [record] = records(
      scope('explore', 'fail', { path: '0' }),
      scope('explore', 'pass', { path: '1' }),
      scope('final', 'pass', { path: '0', about: 'A' }),
    )
    expect(record).toMatchObject({ verdict: 'fail', parameters: '0' })
  })

  test('a final example speaks about its own requirement only', () => {
    expect(records(scope('final', 'fail', { about: 'B' }))).toEqual([])
  })

  test.each<[Verdict[], Verdict, string]>([
    [['pass', 'pass'], 'pass', ' It held in 2 of 2 drawn examples.'],
    [['pass', 'pass-lax', 'observed'], 'pass-lax', ' It held in 3 of 3 drawn examples.'],
    [['pass', 'inconclusive'], 'pass', ' It held in 1 of 2 drawn examples, 1 were inconclusive.'],
    [
      ['inconclusive', 'inconclusive'],
      'inconclusive',
      ' It held in 0 of 2 drawn examples, 2 were inconclusive.',
    ],
    [['pass', 'error'], 'error', ' It held in 1 of 2 drawn examples.'],
    [['pass', 'untested'], 'pass', ' It held in 1 of 2 drawn examples.'],
  ])('%j is %s', (verdicts, wanted, note) => {
    const [record] = records(...verdicts.map((v, i) => scope('explore', v, { path: String(i) })))
    expect(record).toMatchObject({ verdict: wanted, explanation: `Because.${note}` })
  })
})

describe('enumerated scenarios', () => {
  /** A play of an exchange, with a fault or without one. */
  const play = (verdict: Verdict, path: string, faults: number): JudgedScope => {
    const { start, ...judged } = scope('explore', verdict, { path })
    const parameters = path === 'uncut' ? { cut: 'none' } : { as: 'a', cut: 'reset' }
    return { ...judged, start: { ...start, parameters }, proxied: { outcome: 'done', measured: [], faults } }
  }

  test('a failure is told by cut points, and apart from them by what failed with nothing cut', () => {
    const plays = [play('pass', 'uncut', 0), play('fail', 'a-1/to-server/byte-1/reset', 1)]
    const [record] = records(...plays, play('pass', 'a-1/to-server/byte-2/reset', 1))
    expect(record?.explanation).toBe(
      'Because. It failed at 1 of 2 cut points, and in 0 of 1 plays with nothing cut.',
    )
  })

  test('a cut that was never set off is no cut point', () => {
    const [record] = records(
      play('pass', 'uncut', 0),
      play('pass', 'a-1/to-server/byte-1/reset', 1),
      play('pass', 'a-1/to-server/byte-99/reset', 0),
      play('inconclusive', 'a-1/to-server/byte-2/reset', 1),
    )
    expect(record?.explanation).toBe(
      'Because. It held at 1 of 2 cut points, and in 2 of 2 plays with nothing cut, 1 were inconclusive.',
    )
  })
})

describe('fingerprints', () => {
  test('depend on requirement, judge and deviation only', () => {
    const [a] = records(scope('only', 'fail'))
    const [b] = records(scope('explore', 'fail', { path: '9' }))
    expect(a?.fingerprint).toBe(b?.fingerprint)
    expect(a?.fingerprint).toBe(fingerprint('A', 'routing', 'silence'))
    expect(a?.fingerprint).toMatch(/^[0-9a-f]{12}$/u)
  })

  test('differ for another requirement, judge or deviation', () => {
    const all = [
      fingerprint('A', 'routing', 'silence'),
      fingerprint('B', 'routing', 'silence'),
      fingerprint('A', 'outcome', 'silence'),
      fingerprint('A', 'routing', 'an error'),
    ]
    expect(new Set(all).size).toBe(4)
  })
})
