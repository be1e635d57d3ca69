import { expect, test } from 'vitest'
import { pickVersion } from './pick-version.js'

const KNOWN = ['13.0.7', '0.12.3', '13.0.1', '13.0.10']

test.each([
  [undefined, '13.0.10'],
  ['13', '13.0.10'],
  ['13.0', '13.0.10'],
  ['13.0.1', '13.0.1'],
  ['0.12', '0.12.3'],
])('%s picks %s', (wanted, picked) => {
  expect(pickVersion('prosody', wanted, KNOWN)).toBe(picked)
})

test('numbers fit as a whole', () => {
  expect(() => pickVersion('prosody', '1', KNOWN)).toThrow('There is no version "1" of prosody')
})
