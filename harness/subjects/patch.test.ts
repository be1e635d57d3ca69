import { expect, test } from 'vitest'
import { loadPatches, type Patch, patched, patchNamed } from './patch.js'

const PATCH: Patch = {
  name: 'p',
  says: 'It is wrong.',
  file: '/f.lua',
  find: 'a = 1',
  put: 'a = 2',
  also: [{ find: 'b', put: 'c' }],
  breaks: [],
}

test('a patch makes each of its changes once', () => {
  expect(patched(PATCH, 'local a = 1; b()')).toBe('local a = 2; c()')
})

test.each([
  ['a = 1; a = 1; b()', 2],
  ['a = 3; b()', 0],
])('a patch that does not fit "%s" says so', (content, times) => {
  expect(() => patched(PATCH, content)).toThrow(
    `The patch "p" finds its text ${times} times in /f.lua, not once.`,
  )
})

test('patches have names of their own, and say what they do', () => {
  const { patches } = loadPatches('prosody')
  expect(new Set(patches.map((p) => p.name)).size).toBe(patches.length)
  expect(patches.length).toBeGreaterThanOrEqual(5)
})

test.each([
  ['prosody', '13.0.7', 'x', 'There is no patch "x" for prosody: choose lowest-priority-wins, '],
  [
    'prosody',
    '0.12.3',
    'lowest-priority-wins',
    'The patches for prosody fit its versions 13.0.1, 13.0.7, not 0.12.3.',
  ],
  ['none', '1', 'x', 'There is no patch "x" for none: there are none.'],
])('a patch of %s@%s named "%s" is refused', (id, version, name, message) => {
  expect(() => patchNamed(id, version, name)).toThrow(message)
})
