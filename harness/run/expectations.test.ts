import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packageRoot } from '../core/package-root.js'
import { expectationsFor, loadExpectations } from './expectations.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-expect-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Writes `text` to a file and loads it. */
function load(text: string) {
  const path = join(folder, 'e.yaml')
  writeFileSync(path, text)
  return { path, load: () => loadExpectations(path) }
}

const ENTRY = `  - requirement: RFC6121-8.5.1-b
    verdict: fail
    fingerprint: 0123456789ab
    reason: rejected upstream
`

test('entries carry their file and line', () => {
  const { path, load: read } = load(`# known\nexpectations:\n${ENTRY}\n${ENTRY}    expires: 2027-01-31\n`)
  expect(read()).toEqual([
    {
      requirement: 'RFC6121-8.5.1-b',
      verdict: 'fail',
      fingerprint: '0123456789ab',
      reason: 'rejected upstream',
      at: `${path}:3`,
    },
    expect.objectContaining({ expires: '2027-01-31', at: `${path}:8` }),
  ])
})

test('an entry can be about what stops scenarios; it names no requirement', () => {
  const stop = '  - stops: internal-server-error\n    reason: a race of its own\n'
  const { path, load: read } = load(`expectations:\n${stop}`)
  expect(read()).toEqual([{ stops: 'internal-server-error', reason: 'a race of its own', at: `${path}:2` }])
  expect(load(`expectations:\n${stop}    requirement: A\n`).load).toThrow(/:2: the entry's form is wrong/)
})

test.each(['expectations:\n', 'expectations: []\n'])('%j holds no entries', (text) => {
  expect(load(text).load()).toEqual([])
})

test.each([
  ['a fingerprint that YAML reads as a number', '0123456789ab', '012345678901', undefined, ''],
  ['an unknown verdict', 'verdict: fail', 'verdict: bad', 2, 'verdict'],
  ['a fingerprint of another form', '0123456789ab', 'XYZ', 2, 'fingerprint'],
  ['too short a reason', 'rejected upstream', 'known', 2, 'reason'],
  ['an unknown key', 'reason:', 'grounds:', 2, 'is wrong'],
  [
    'a date of another form',
    'reason: rejected upstream',
    'reason: rejected upstream\n    expires: soon',
    2,
    'expires',
  ],
  ['broken YAML', 'verdict: fail', 'verdict: [', undefined, ''],
] as const)('%s', (_, from, to, line, word) => {
  const { path, load: read } = load(`expectations:\n${ENTRY.replace(from, to)}`)
  if (line === undefined && to !== 'verdict: [') expect(read()).toHaveLength(1)
  else
    expect(read).toThrow(
      expect.objectContaining({
        exitCode: 64,
        message: expect.stringMatching(new RegExp(`^${path}:${line ?? '\\d+'}: .*${word}`, 'u')),
      }),
    )
})

test.each(['', '[]', 'other: 1', 'expectations: text'])('%j is no expectations file', (text) => {
  const { path, load: read } = load(text)
  expect(read).toThrow(expect.objectContaining({ exitCode: 64, message: expect.stringContaining(path) }))
})

test('an entry that is no mapping is named with its line', () => {
  const { path, load: read } = load(`expectations:\n${ENTRY}  - just text\n`)
  expect(read).toThrow(`${path}:6: `)
})

test('a missing file is a user error', () => {
  expect(() => loadExpectations(join(folder, 'none.yaml'))).toThrow(expect.objectContaining({ exitCode: 64 }))
})

test('the reference has no expectations of its own, unless a file is given', () => {
  const facts = { specifier: '', name: 'X', version: '1.2', carrier: 'embedded', domain: '', notes: [] }
  expect(expectationsFor(facts, undefined)).toEqual({ path: null, entries: [] })
  const { path } = load(`expectations:\n${ENTRY}`)
  expect(expectationsFor(facts, path)).toMatchObject({ path, entries: [{ requirement: 'RFC6121-8.5.1-b' }] })
  expect(expectationsFor({ ...facts, carrier: 'container' }, undefined)).toEqual({ path: null, entries: [] })
})

test.each(['https://example.org/issues/1', 'owner/server.js#12'])('%s names an upstream issue', (issue) => {
  expect(load(`expectations:\n${ENTRY}    issue: ${issue}\n`).load()).toEqual([
    expect.objectContaining({ issue }),
  ])
})

test.each(['"#12"', 'owner/server', 'see the tracker'])('%s names no upstream issue', (issue) => {
  expect(load(`expectations:\n${ENTRY}    issue: ${issue}\n`).load).toThrow(/:2: the entry's issue is wrong/)
})

test('no reason kept with Assay is broken at a hyphen, which would leave a blank in the word', () => {
  const folder = join(packageRoot(), 'fixtures', 'expectations')
  const reasons = readdirSync(folder).flatMap((name) =>
    loadExpectations(join(folder, name)).map((e) => e.reason),
  )
  expect(reasons.length).toBeGreaterThan(100)
  expect(reasons.filter((reason) => /\w- \w/.test(reason))).toEqual([])
})
