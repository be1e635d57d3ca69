import { expect, test } from 'vitest'
import { NASTY, sampleLines, sampleRecord, sampleResults } from '../test-results.js'
import { emitHtml } from './html.js'

const page = emitHtml(sampleResults())

/** The tags of the page, without style sheet and script. */
const tags = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').match(/<[a-z][^>]*>/gi) ?? []

test('nothing on the page points outside it', () => {
  for (const tag of tags) {
    const target = /\s(?:src|href|action|poster|data|srcset)="([^"]*)"/.exec(tag)?.[1]
    if (target !== undefined) expect(target).toMatch(/^(?:#|data:,)/)
  }
  expect(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1]).not.toMatch(/url\(|@import/)
  expect(page.includes('content="default-src &#39;none&#39;;')).toBe(true)
})

test('bytes and names from a subject never become markup', () => {
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).not.toContain('<img')
  for (const tag of tags) expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\son[a-z]+=/)
  for (const text of NASTY.slice(0, 2)) expect(page).not.toContain(text)
  expect(page).not.toMatch(/[\x00\x07\x1b\u202e]/)
})

test('gate, problems, death of the subject and notes are said', () => {
  const died = { scenario: 'failover/kill', step: 'kill', detail: 'Exit code 139.' }
  const text = emitHtml(sampleResults([sampleRecord()], { died }))
  expect(text).toContain('The gate refuses 1 unexpected fail.')
  expect(text).toContain('The subject died')
  expect(text.indexOf('id="problems-title"')).toBeLessThan(text.indexOf('id="heat-title"'))
})

test('very long bytes are cut, and the page says by how much', () => {
  const lines = [{ n: 1, t: 0, who: 'client/1', what: 'received', text: 'y'.repeat(100_000) }]
  const text = emitHtml(sampleResults([sampleRecord({ lines })]))
  expect(text).toContain('98000 characters left out')
  expect(text.length).toBeLessThan(60_000)
})

test('a run of ordinary size stays under 3 MB with all evidence', () => {
  const records = Array.from({ length: 320 }, (_, index) =>
    sampleRecord({ requirement: `R-${index}`, verdict: 'pass', lines: sampleLines(12) }),
  )
  const text = emitHtml(sampleResults(records))
  expect(Buffer.byteLength(text)).toBeLessThan(3_000_000)
  expect(text).not.toContain('To keep this page small')
})

test('a larger run drops the evidence of passes first and says so', () => {
  const records = [sampleRecord({ lines: sampleLines(3) })]
  for (let index = 0; index < 200; index += 1) {
    records.push(sampleRecord({ requirement: `R-${index}`, verdict: 'pass', lines: sampleLines(30) }))
  }
  const text = emitHtml(sampleResults(records), 600_000)
  expect(Buffer.byteLength(text)).toBeLessThan(600_000)
  expect(text).toContain('the evidence of passes is left out')
  expect(text).toContain('30 lines of evidence are left out here.')
  expect(text.match(/<tr class="sent">/g)).toHaveLength(1)
})

test('a verdict that is expected says why, where upstream deals with it, and which entry says so', () => {
  const known = { reason: 'Wanted so since `2015`.', issue: 'owner/server#12', at: 'expected.yaml:3' }
  const text = emitHtml(sampleResults([sampleRecord({ known })]))
  expect(text).toContain('Known: Wanted so since <code>2015</code>. Upstream: owner/server#12')
  expect(text).toContain('<code>expected.yaml:3</code>')
  expect(page).not.toContain('Known: ')
})
