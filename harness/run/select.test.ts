import { expect, test } from 'vitest'
import type { Catalogue, Requirement } from '../core/requirement.js'
import { scenario } from './scenario.js'
import { selectScenarios, unknownNames } from './select.js'

const declare = (path: string, ...proves: string[]) =>
  scenario(path, { proves, role: 'server' }, async () => undefined)

const SCENARIOS = [
  declare('discovery/a/one', 'A'),
  declare('discovery/a/two', 'A', 'B'),
  declare('discovery/ab/one', 'B'),
  scenario('nodes/a', { proves: ['A'], role: 'server', profile: 'nodes' }, async () => undefined),
]
const CATALOGUE: Catalogue = new Map([
  ['A', { profiles: ['dix'] } as unknown as Requirement],
  ['B', { profiles: ['presence'] } as unknown as Requirement],
])
const paths = (profile: string, ...only: string[]) =>
  selectScenarios(SCENARIOS, CATALOGUE, profile, only).map((s) => s.path)

test.each([
  ['core', [], ['discovery/a/one', 'discovery/a/two', 'discovery/ab/one']],
  ['dix', [], ['discovery/a/one', 'discovery/a/two']],
  ['presence', ['discovery/a'], ['discovery/a/two']],
  ['core', ['discovery/a'], ['discovery/a/one', 'discovery/a/two']],
  ['core', ['discovery/a/'], ['discovery/a/one', 'discovery/a/two']],
  ['core', ['B'], ['discovery/a/two', 'discovery/ab/one']],
  ['core', ['discovery/ab/one', 'discovery/a/one'], ['discovery/a/one', 'discovery/ab/one']],
  ['core', ['discovery/a/o'], []],
  ['core', ['A'], ['discovery/a/one', 'discovery/a/two']],
  ['core', ['nodes'], ['nodes/a']],
  ['nodes', [], ['nodes/a']],
  ['silence', [], []],
] as const)('profile %s with %j', (profile, only, wanted) => {
  expect(paths(profile, ...only)).toEqual(wanted)
})

test('an unknown profile is a user error that names them all', () => {
  expect(() => paths('nix')).toThrow(
    expect.objectContaining({ exitCode: 64, message: expect.stringContaining('core, dix') }),
  )
})

test('names that mean nothing are found', () => {
  expect(unknownNames(SCENARIOS, ['A', 'discovery/a', 'discovery/x', 'C'])).toEqual(['discovery/x', 'C'])
})
