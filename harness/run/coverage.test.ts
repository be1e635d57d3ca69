import { expect, test } from 'vitest'
import type { Catalogue, Requirement } from '../core/requirement.js'
import { coverageOf } from './coverage.js'

const entry = (id: string, rest: Partial<Requirement>): [string, Requirement] => [
  id,
  {
    id,
    document: 'RFC 1',
    section: '2',
    strength: 'MUST',
    roles: ['server'],
    profiles: ['dix'],
    says: `What ${id} says.`,
    class: 'tested',
    ...rest,
  },
]

const CATALOGUE: Catalogue = new Map([
  entry('A', {}),
  entry('B', {}),
  entry('C', { class: 'untested', until: 'client role suites' }),
  entry('D', { class: 'implied-by', impliedBy: ['A', 'B'], profiles: ['presence'] }),
  entry('E', { class: 'out-of-scope', why: 'Nobody federates here.', section: '-' }),
])

test('what a run did not judge is listed with its reason', () => {
  const { requirements, classes, unjudged } = coverageOf(CATALOGUE, 'core', new Set(['A', 'gone']))
  expect(requirements).toBe(5)
  expect(classes).toEqual({ tested: 2, untested: 1, 'implied-by': 1, untestable: 0, 'out-of-scope': 1 })
  expect(unjudged.map(({ requirement, clause, why }) => [requirement, clause, why])).toEqual([
    ['B', 'RFC 1, 2', 'It has scenarios, but none of them was part of this run.'],
    ['C', 'RFC 1, 2', 'No scenario proves it yet; it waits for the client role suites.'],
    ['D', 'RFC 1, 2', 'It holds where A and B hold.'],
    ['E', 'RFC 1', 'Nobody federates here.'],
  ])
})

test('a profile has its own part of the catalogue', () => {
  const { requirements, unjudged } = coverageOf(CATALOGUE, 'presence', new Set(['A', 'B']))
  expect(requirements).toBe(1)
  expect(unjudged.map(({ requirement }) => requirement)).toEqual(['D'])
})
