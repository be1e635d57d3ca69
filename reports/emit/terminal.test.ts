import pc from 'picocolors'
import { expect, test } from 'vitest'
import { NO_PINGS } from '../../harness/core/metrics.js'
import { sampleRecord, sampleResults } from '../test-results.js'
import { progressLine, renderFailure, renderFindings, renderSummary } from './terminal.js'

const plain = pc.createColors(false)

test('a failure has everything needed to doubt it', () => {
  const text = renderFailure(sampleRecord({ parameters: { type: 'chat' } }), plain)
  for (const part of [
    'RFC6121-8.5.2.1.1-g',
    'MUST · RFC 6121, 8.5.2.1.1',
    'receives [{"type":"chat"}]',
    '- Every resource with priority 10 receives it.',
    'echo@…/two (priority 5) received it',
    'nothing is under way',
    "1200.0 ms client/1 → <message to='echo@c1.localhost'",
    "rerun     assay run embedded --seed 7 --only 'delivery/message",
  ])
    expect(text).toContain(part)
})

test('bytes cannot steer the terminal, and colours are only used when given', () => {
  const text = renderFindings(sampleResults(), plain)
  expect(text).toContain('\\x1b[31m')
  expect(text).not.toMatch(/[\x00\x07\x1b\r\u202e]/)
  expect(renderFailure(sampleRecord(), pc.createColors(true))).toContain('\x1b[31m')
})

test('one bug met in several scenarios is shown once', () => {
  const records = ['first', 'second', 'third'].map((scenario) => sampleRecord({ scenario }))
  const text = renderFindings(sampleResults(records), plain)
  expect(text.match(/happened/g)).toHaveLength(1)
  expect(text).toContain('also in   second\n            third')
})

test('the summary counts, says what the gate says, and shows 20 problems at most', () => {
  const records = Array.from({ length: 25 }, (_, index) => sampleRecord({ requirement: `R-${index}` }))
  const text = renderSummary(sampleResults(records), plain, {
    report: '/r/report.html',
    journal: '/r/journal.ndjson',
  })
  expect(text).toContain('verdicts      ✗ fail 25')
  expect(text).toContain('coverage      25 of 28 requirements tested, 1 untested, ')
  expect(text).toContain('The gate refuses 25 unexpected fails.')
  expect(text.match(/unexpected fail:/g)).toHaveLength(20)
  expect(text).toContain('and 5 more')
  expect(text).toContain('report   /r/report.html\njournal  /r/journal.ndjson')
})

test('the end of drawn workloads says what was found, and what of that was known', () => {
  const metrics = { workloads: 3, pings: NO_PINGS, distributions: [] }
  const known = { reason: 'Wanted so.', at: 'expected.yaml:3' }
  const found = (...records: ReturnType<typeof sampleRecord>[]) =>
    renderSummary({ ...sampleResults(records), metrics }, plain, {})
  const pass = sampleRecord({ verdict: 'pass' })
  expect(found(pass)).toContain('found         nothing\n')
  expect(
    found(pass, sampleRecord({ requirement: 'R-1', known }), sampleRecord({ requirement: 'R-2' })),
  ).toContain('found         R-1 (known), R-2\n')
  expect(found(sampleRecord({ requirement: 'R-1', known }), sampleRecord({ requirement: 'R-1' }))).toContain(
    'found         R-1\n',
  )
})

test('progress fits the line', () => {
  const { counts } = sampleResults([sampleRecord(), sampleRecord({ verdict: 'pass' })])
  expect(progressLine(2, 40, ['a › b', 'c › d'], counts)).toBe(' 2/40  ✗ 1 ✓ 1  a › b, c › d')
  expect(progressLine(2, 40, ['x'.repeat(200)], counts, 60)).toHaveLength(60)
})

test('a failure that is expected says why, where upstream deals with it, and which entry says so', () => {
  const known = { reason: 'Wanted so since `2015`.', issue: 'owner/server#12', at: 'expected.yaml:3' }
  expect(renderFailure(sampleRecord({ known }), plain)).toContain(
    'known     Wanted so since `2015`. Upstream: owner/server#12 (expected.yaml:3)',
  )
  expect(renderFailure(sampleRecord(), plain)).not.toContain('known ')
})
