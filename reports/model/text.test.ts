import { expect, test } from 'vitest'
import { NASTY } from '../test-results.js'
import { counted, cut, duration, escapeHtml, escapeXml, parametersText, visible } from './text.js'

test('what cannot be shown becomes an escape; text, tabs and line feeds stay', () => {
  expect(visible('a\u0000\u001b[0m\r\n\t\u202eb\ud83d😀')).toBe('a\\x00\\x1b[0m\\r\n\t\\u202eb\\ud83d😀')
})

test('no nasty string survives as markup', () => {
  for (const text of NASTY) expect(escapeHtml(text)).not.toMatch(/[<>"'\x00\x1b]/)
})

test('line feeds and tabs survive XML attributes', () => {
  expect(escapeXml('a\n\t"]]>')).toBe('a&#10;&#9;&quot;]]&gt;')
})

test('a cut tells how much is missing and keeps characters whole', () => {
  expect(cut('abc', 3)).toEqual({ shown: 'abc', leftOut: 0 })
  expect(cut('ab😀c', 3)).toEqual({ shown: 'ab', leftOut: 3 })
})

test('durations, parameters and counts read well', () => {
  expect([840, 12_345, 59_999, 192_000].map(duration)).toEqual([
    '840 ms',
    '12.3 s',
    '1 min 0 s',
    '3 min 12 s',
  ])
  expect([undefined, 'chat', { a: 1 }].map(parametersText)).toEqual(['', 'chat', '{"a":1}'])
  expect(counted(1, 'entry', 'entries')).toBe('1 entry')
})
