import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { UserError } from '../core/exit.js'
import { readBundle } from './read.js'
import { bundleForTests } from './test-bundle.js'

const folder = mkdtempSync(join(tmpdir(), 'assay-bundle-'))

/** The folder of a bundle whose `bundle.json` has this text. */
function holding(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(path)
  writeFileSync(join(path, 'bundle.json'), text)
  return path
}

function refusal(path: string): UserError {
  try {
    readBundle(path)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error(`${path} was read.`)
}

test('a bundle is read from its folder, and from its file', () => {
  const bundle = bundleForTests()
  const path = holding('sound', JSON.stringify({ ...bundle, ofALaterVersion: 1 }))
  expect(readBundle(path)).toEqual(bundle)
  expect(readBundle(join(path, 'bundle.json'))).toEqual(bundle)
})

const { seed, ...seedless } = bundleForTests()

test.each([
  ['no-such', undefined, /no bundle at .*no-such/],
  ['cut-off', '{"format": "assay-bundle/1", ', /^The file .* is not JSON/],
  ['a-list', '[1]', /not a bundle of Assay/],
  ['foreign', '{"format": "har/1"}', /not a bundle of Assay/],
  [
    'newer',
    '{"format": "assay-bundle/2"}',
    /of the format assay-bundle\/2, but this version of Assay reads assay-bundle\/1/,
  ],
  ['seedless', JSON.stringify(seedless), /its field seed is wrong/],
  ['seeded-oddly', JSON.stringify({ ...seedless, seed: -seed }), /its field seed is wrong/],
])('%s is refused in one sentence', (name, text, says) => {
  const { message, exitCode } = refusal(text === undefined ? join(folder, name) : holding(name, text))
  expect(exitCode).toBe(64)
  expect(message).toMatch(says)
  expect(message).toMatch(/^[A-Z/][^\n]+\.$/)
})

test('a folder of something else is refused', () => {
  expect(refusal(folder).message).toContain('no bundle.json')
})
