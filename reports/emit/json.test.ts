import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { UserError } from '../../harness/core/exit.js'
import { sampleRecord, sampleResults } from '../test-results.js'
import { emitJson } from './json.js'
import { parseResults } from './schema.js'

test('what is written reads back the same, nasty strings included', () => {
  const results = sampleResults()
  expect(parseResults(emitJson(results))).toEqual(results)
})

test('what the expectations say of a verdict is kept', () => {
  const known = { reason: 'wanted so upstream', issue: 'owner/server#12', at: 'expected.yaml:3' }
  const results = sampleResults([sampleRecord({ known })])
  expect(parseResults(emitJson(results)).verdicts[0]?.known).toEqual(known)
})

test('the order in which fields were made does not show', () => {
  const results = sampleResults([sampleRecord({ parameters: { b: 1, a: [{ z: 1, y: 2 }] } })])
  const reversed = JSON.parse(JSON.stringify(results), (_key, value) =>
    value === null || typeof value !== 'object' || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).reverse()),
  )
  expect(emitJson(reversed)).toBe(emitJson(results))
  expect(emitJson(results).startsWith('{\n  "format": "assay-results/1",\n  "tool": {\n    "name"')).toBe(
    true,
  )
})

test.each([
  ['not JSON', '{', /^r\.json is not JSON \(.*\); give a results\.json\.$/],
  ['another document', '[]', /^r\.json is not a results document of Assay: the document: .*\.$/],
  ['a newer format', emitJson(sampleResults()).replace('results/1', 'results/2'), /: format: /],
  ['a wrong verdict', emitJson(sampleResults()).replace('"verdict": "pass"', '"verdict": "ok"'), /verdict: /],
  [
    'edited counts',
    emitJson(sampleResults()).replace(/"fail": \d+/, '"fail": 99'),
    /contradicts itself: counts\.fail/,
  ],
])('%s is refused with one sentence and exit code 64', (_name, text, message) => {
  const caught = (() => {
    try {
      return parseResults(text, 'r.json')
    } catch (error) {
      return error
    }
  })()
  expect(caught).toBeInstanceOf(UserError)
  expect(caught).toMatchObject({ exitCode: 64, message: expect.stringMatching(message) })
})

test('docs/results.md names every field', async () => {
  const docs = await readFile(new URL('../../docs/results.md', import.meta.url), 'utf8')
  const died = { scenario: '', step: '', detail: '' }
  const fields = new Set<string>()
  JSON.stringify(sampleResults([sampleRecord()], { died }), (key, value) => {
    if (/^[a-z]/i.test(key)) fields.add(key)
    return value
  })
  expect([...fields].filter((field) => !new RegExp(`[\`.]${field}[\`.[]`).test(docs))).toEqual([])
})
