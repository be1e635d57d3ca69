import { expect, test } from 'vitest'
import { judgeInvariant } from './judge.js'
import { type Script, scene, settled } from './test-script.js'
import { xmlOf } from './test-stanza.js'

const directed = () => scene().directs('a', 'c@x/c', 'd').asks('a').got('c', 'd')
const verdictOf = (script: Script) =>
  judgeInvariant(settled(script, 'b', 'c').tape.history, 'INV-DP-a', {}).verdict

// A server that saw the connection fail tells of it; what its client still writes reaches nobody.
test('who was told of the end before an unavailable that was lost is not told again', () => {
  expect(verdictOf(directed().told('c', 'svc@x/a').says('a', 'off').reset('a'))).toBe('pass')
})

test('who was never told is owed it, whether the unavailable was lost or not', () => {
  expect(verdictOf(directed().says('a', 'off').reset('a'))).toBe('fail')
})

// What the server knew before the harness did came with what it delivered: one event of the journal.
const together = (...parts: ('presence' | 'unavailable')[]) => {
  const from = { from: 'svc@x/a' }
  const xml = {
    presence: xmlOf({ name: 'presence', attrs: from, mark: 'd' }),
    unavailable: xmlOf({ name: 'presence', attrs: { ...from, type: 'unavailable' } }),
  }
  const read = parts.map((part) => xml[part]).join('')
  return verdictOf(scene().directs('a', 'c@x/c', 'd').reads('c', read).reset('a'))
}

test('who was told in the same event as what it was sent is told, if that came behind it', () => {
  expect(together('presence', 'unavailable')).toBe('pass')
  expect(together('unavailable', 'presence', 'unavailable')).toBe('pass')
  expect(together('unavailable', 'presence')).toBe('fail')
})

test('who was told of an end before a session answered once more is owed the real one', () => {
  expect(verdictOf(directed().told('c', 'svc@x/a').asks('a').says('a', 'off').asks('a').reset('a'))).toBe(
    'fail',
  )
})
