import { expect, test } from 'vitest'
import type { NoticedEnd } from '../core/behaviour.js'
import type { Catalogue, Requirement } from '../core/requirement.js'
import { behaviourOf } from './behaviour.js'
import type { JudgedScope, ScopeBranches } from './judge-scope.js'

const ENTRY = { id: 'A', document: 'RFC 6121', section: '8.5', strength: 'INFO', says: 'It is recorded.' }
const CATALOGUE: Catalogue = new Map([['A', ENTRY as unknown as Requirement]])

function scope(scenario: string, more: Partial<JudgedScope> = {}, phase: 'only' | 'explore' = 'only') {
  const start = { kind: 'scope-start' as const, scenario, proves: [], phase, parameters: { scenario } }
  const judged: JudgedScope = {
    name: scenario,
    trace: '',
    start,
    verdicts: [],
    taken: [],
    noticed: [],
    heard: 0,
    over: 0,
    ...more,
  }
  return judged
}
const took = (branch: string): ScopeBranches[] => [{ requirement: 'A', branches: [branch], evidence: [4] }]
const ended = (ms: number, copies = 1): NoticedEnd => ({
  ...{ end: 'fin', ms, copies },
  ended: { conn: 'a/1', n: 1, t: 0 },
  told: { conn: 'b/1', n: 2, t: ms },
})

test('branches are gathered by requirement, scenarios in natural order, drawn examples left out', () => {
  const scopes = [
    scope('s10', { taken: took('stored') }),
    scope('s9', { taken: took('error') }),
    scope('drawn', { taken: took('dropped') }, 'explore'),
  ]
  expect(behaviourOf(scopes, CATALOGUE).choices).toEqual([
    {
      ...{
        requirement: 'A',
        role: 'server',
        strength: 'INFO',
        clause: 'RFC 6121, 8.5',
        says: 'It is recorded.',
      },
      taken: [
        { scenario: 's9', parameters: { scenario: 's9' }, branches: ['error'], evidence: [4] },
        { scenario: 's10', parameters: { scenario: 's10' }, branches: ['stored'], evidence: [4] },
      ],
    },
  ])
})

test.each([
  [[30, 10, 20], { median: 20, least: 10, most: 30 }],
  [[40, 10, 20, 30], { median: 25, least: 10, most: 40 }],
  [[7.25], { median: 7.25, least: 7.25, most: 7.25 }],
])('of the times %j', (times, wanted) => {
  const scopes = times.map((ms, index) => scope(`s${index}`, { noticed: [ended(ms, index + 1)] }))
  const [notice, ...others] = behaviourOf(scopes, CATALOGUE).notice
  expect(others).toEqual([])
  expect(notice).toMatchObject({ end: 'fin', ...wanted, copies: { least: 1, most: times.length } })
  expect(notice?.samples.map(({ scenario, ms }) => [scenario, ms])).toEqual(
    times.map((ms, index) => [`s${index}`, ms]),
  )
})
