import { describe, expect, test } from 'vitest'
import type { Results } from '../../harness/core/results.js'
import type { VerdictRecord } from '../../harness/core/verdict.js'
import { sampleProfile, sampleRecord, sampleResults } from '../test-results.js'
import { columnsOf } from './columns.js'
import { compare } from './comparison.js'

const NONE = { choices: [], notice: [] }

/** A run on `name` with these records, and a profile without anything unless given. */
function run(name: string, version: string, records: Partial<VerdictRecord>[], over: Partial<Results> = {}) {
  const base = sampleResults(
    records.map((each) => sampleRecord(each)),
    { profile: NONE, ...over },
  )
  return { ...base, subject: { ...base.subject, name, version, ...over.subject } }
}

describe('columns', () => {
  test('are ordered by implementation and version, whatever the order they came in', () => {
    const runs = [run('Prosody', '13.0.10', []), run('ejabberd', '26.07', []), run('Prosody', '13.0.9', [])]
    const labels = ['ejabberd 26.07', 'Prosody 13.0.9', 'Prosody 13.0.10']
    expect(columnsOf(runs).map(({ label }) => label)).toEqual(labels)
    expect(columnsOf(runs.toReversed()).map(({ label }) => label)).toEqual(labels)
  })

  test('say more only where implementation and version do not tell them apart', () => {
    const [a, b, c] = [run('X', '1', []), run('X', '1', []), run('Y', '1', [])]
    const [first, second] = [
      { ...a!, run: 'r1' },
      { ...b!, run: 'r2' },
    ]
    const other = { ...a!, subject: { ...a!.subject, specifier: 'embedded' } }
    expect(columnsOf([first, c!, other]).map(({ label }) => label)).toEqual([
      'X 1 (container:prosody@13.0)',
      'X 1 (embedded)',
      'Y 1',
    ])
    expect(columnsOf([first, second]).map(({ label }) => label)).toEqual([
      'X 1 (container:prosody@13.0) r1',
      'X 1 (container:prosody@13.0) r2',
    ])
  })
})

test('the matrix has each requirement once, worst first; one that a run did not judge is no disagreement', () => {
  const { matrix } = compare([
    run('A', '1', [
      { requirement: 'R-1-a', verdict: 'pass' },
      { requirement: 'R-2-a', verdict: 'pass' },
      { requirement: 'R-3-a', verdict: 'inconclusive' },
    ]),
    run('B', '1', [
      { requirement: 'R-10-a', verdict: 'pass' },
      { requirement: 'R-2-a', verdict: 'fail' },
      { requirement: 'R-1-a', verdict: 'pass' },
    ]),
  ])
  expect(matrix.map(({ requirement, verdicts, agree }) => [requirement, verdicts, agree])).toEqual([
    ['R-2-a', ['pass', 'fail'], false],
    ['R-3-a', ['inconclusive', 'untested'], true],
    ['R-1-a', ['pass', 'pass'], true],
    ['R-10-a', ['untested', 'pass'], true],
  ])
})

describe('divergences', () => {
  const record = (scenario: string, over: Partial<VerdictRecord> = {}) => ({
    ...{ requirement: 'RFC6121-8.5.2.1.1-n', verdict: 'observed' as const, deviation: '', scenario },
    ...over,
  })

  test('in verdicts come first, with the deviation beside the verdict', () => {
    const fails = record('s', { verdict: 'fail', deviation: 'silence' })
    const { divergences } = compare([
      run('A', '1', [record('tie/chat'), record('s', { verdict: 'pass' })], { profile: sampleProfile() }),
      run('B', '1', [record('tie/chat'), fails], { profile: sampleProfile('to one of the highest') }),
    ])
    expect(divergences.map(({ differs, scenarios, stands }) => [differs, scenarios, stands])).toEqual([
      ['verdict', ['s'], [{ verdict: 'pass' }, { verdict: 'fail', words: 'silence' }]],
      [
        'behaviour',
        ['tie/chat'],
        [
          { verdict: 'observed', words: 'to all of the highest' },
          { verdict: 'observed', words: 'to one of the highest' },
        ],
      ],
    ])
  })

  test('unite the scenarios in which the subjects differ in the same way', () => {
    const both = [record('tie/chat'), record('tie/normal')]
    const { divergences } = compare([
      run('A', '1', both, { profile: sampleProfile() }),
      run('B', '1', both, { profile: sampleProfile('to one of the highest') }),
      run('C', '1', []),
    ])
    expect(divergences).toHaveLength(1)
    expect(divergences[0]).toMatchObject({ scenarios: ['tie/chat', 'tie/normal'], differs: 'behaviour' })
    expect(divergences[0]?.stands[2]).toBeUndefined()
  })

  test.each<[string, Partial<VerdictRecord>[], Partial<VerdictRecord>[]]>([
    ['two that fail alike', [{ verdict: 'fail' }], [{ verdict: 'fail' }]],
    ['one that was not judged', [{ verdict: 'pass' }], [{ verdict: 'untested' }]],
    [
      'one that the other did not play',
      [{ verdict: 'pass', scenario: 'a' }],
      [{ verdict: 'fail', scenario: 'b' }],
    ],
  ])('%s are none', (_name, a, b) => {
    expect(compare([run('A', '1', a), run('B', '1', b)]).divergences).toEqual([])
  })

  test('two that fail for different reasons are one in behaviour', () => {
    const { divergences } = compare([
      run('A', '1', [{ verdict: 'fail', deviation: 'silence' }]),
      run('B', '1', [{ verdict: 'fail', deviation: 'two copies' }]),
    ])
    expect(divergences).toMatchObject([{ differs: 'behaviour' }])
  })
})

test('times to notice stand side by side; a subject without one has none', () => {
  const { notice } = compare([
    run('A', '1', [], { profile: sampleProfile('x', 7) }),
    run('B', '1', []),
    run('C', '1', [], { profile: sampleProfile('x', 9) }),
  ])
  expect(notice.map(({ end, times }) => [end, times.map((each) => each?.median)])).toEqual([
    ['fin', [7, undefined, 9]],
  ])
})
