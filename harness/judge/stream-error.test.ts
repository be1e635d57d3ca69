import { expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { type StreamErrorArgs, streamError } from './stream-error.js'
import { PeerTape } from './test-peer.js'

const at = 'c/1'
const HEADER = `<stream:stream from='x' id='i' version='1.0' xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`
const CLOSE = '</stream:stream>'
const condition = (name: string) => `<${name} xmlns='${NS.streamErrors}'/>`
const error = (inside = condition('bad-format')) => `<stream:error>${inside}</stream:error>`

/** What came back on a connection that the harness opened and wrote something wrong on. */
const tape = (...received: string[]) => {
  const told = new PeerTape()
    .add({ kind: 'open', conn: at, host: '127.0.0.1', port: 5222 })
    .sent(at, `${HEADER}hello`)
  for (const data of received) told.received(at, data)
  return told
}
const finished = (told: PeerTape) => told.add({ kind: 'ended', conn: at, by: 'subject', how: 'fin' })
const judge = (asks: StreamErrorArgs['asks'], told: PeerTape, more: Partial<StreamErrorArgs> = {}) =>
  streamError(told.history, { at, asks, ...more })

test('close: the error, the closing tag and no more', () => {
  expect(judge('close', tape(HEADER, error(), CLOSE))).toMatchObject({ verdict: 'pass' })
  expect(judge('close', tape(HEADER, error(), '<presence/>', CLOSE)).deviation).toMatch(
    /presence came behind/u,
  )
  expect(judge('close', tape(HEADER, error(), CLOSE, '<presence/>'))).toMatchObject({ verdict: 'fail' })
  expect(judge('close', finished(tape(HEADER, error())))).toMatchObject({ verdict: 'fail' })
  expect(judge('close', finished(tape(HEADER))).deviation).toBe('the stream ended without a stream error')
  expect(judge('close', tape(HEADER, CLOSE))).toMatchObject({ verdict: 'fail' })
  expect(judge('close', tape(HEADER, error()))).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('close', tape(HEADER))).toMatchObject({ verdict: 'inconclusive' })
})

test('close: a stream that stays open for longer than it may', () => {
  const open = (ms: number) => tape(HEADER, error()).later(ms).sent(at, CLOSE).received(at, CLOSE)
  expect(judge('close', open(500), { within: 500 }).deviation).toBe('the stream stayed open behind the error')
  expect(judge('close', open(100), { within: 500 })).toMatchObject({ verdict: 'pass' })
})

test('close: what the subject took for no error is its own choice', () => {
  const answered = tape(HEADER).barrier(at, 'b')
  expect(judge('close', answered, { until: 'b' })).toMatchObject({ verdict: 'observed' })
  const asked = tape(HEADER).sent(at, CLOSE).received(at, CLOSE)
  expect(judge('close', asked)).toMatchObject({ verdict: 'observed' })
})

test('setup: opening tag, error, closing tag', () => {
  expect(judge('setup', tape(HEADER + error() + CLOSE))).toMatchObject({ verdict: 'pass' })
  expect(judge('setup', tape(error())).deviation).toBe('no opening tag came before the rest')
  expect(judge('setup', finished(tape())).deviation).toBe('nothing came back')
  expect(judge('setup', finished(tape(HEADER))).deviation).toBe('no error came behind the opening tag')
  expect(judge('setup', tape())).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('setup', tape(HEADER, '<stream:features/>'))).toMatchObject({ verdict: 'observed' })
})

test('host: a domain that is served, or none', () => {
  const domains = { served: 'x', unknown: 'y' }
  const from = (attr: string) => tape(HEADER.replace("from='x'", attr) + error() + CLOSE)
  for (const attr of ["from='x'", "from=''", ''])
    expect(judge('host', from(attr), { domains }), attr).toMatchObject({ verdict: 'pass' })
  for (const attr of ["from='y'", "from='a@x'"])
    expect(judge('host', from(attr), { domains }), attr).toMatchObject({ verdict: 'fail' })
  expect(judge('host', from("from='z'"), { domains })).toMatchObject({ verdict: 'inconclusive' })
})

test('syntax: one defined condition, a text, one of another namespace', () => {
  const text = `<text xmlns='${NS.streamErrors}'>why</text>`
  const own = "<why xmlns='urn:x'/>"
  const of = (inside: string) => judge('syntax', tape(HEADER, error(inside), CLOSE)).verdict
  const reset = condition('reset')
  for (const inside of [reset, reset + text, reset + text + own]) expect(of(inside), inside).toBe('pass')
  for (const inside of [
    '',
    text,
    reset + reset,
    condition('nonsense'),
    reset + text + text,
    reset + own + own,
  ])
    expect(of(inside), inside).toBe('fail')
  expect(of(`${reset}<why/>`)).toBe('fail')
  expect(judge('syntax', finished(tape(HEADER)))).toMatchObject({ verdict: 'inapplicable' })
})

test('condition: recorded', () => {
  expect(judge('condition', tape(HEADER, error(), CLOSE))).toMatchObject({ verdict: 'observed' })
})
