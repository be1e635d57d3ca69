import { expect, test } from 'vitest'
import { seededRandom } from '../core/random.js'
import { PeerTape } from './test-peer.js'
import { unguessable } from './unguessable.js'

const random = seededRandom('ids')
const many = (id: (place: number) => string) => Array.from({ length: 20 }, (_, place) => id(place))
const judge = (...runs: string[][]) => {
  const tape = new PeerTape()
  runs.forEach((ids, place) => {
    const conn = `server/${place + 1}`
    tape.accepted(conn).received(conn, ids.map((id) => `<message id='${id}'/>`).join(''))
  })
  const names = runs.map((_, place) => `server/${place + 1}`)
  return unguessable(tape.history, { runs: names, about: { name: 'message' }, bits: 64, least: 20 })
}

test.each([
  ['64 bits in hexadecimal', () => random.bytes(8).toString('hex')],
  ['64 bits in base64', () => random.bytes(8).toString('base64url')],
  ['64 bits in decimal', () => String(random.bytes(8).readBigUInt64BE())],
  [
    'a UUID',
    () =>
      random
        .bytes(16)
        .toString('hex')
        .replace(/^(.{8})(.{4}).(.{3})/u, '$1-$2-4$3-'),
  ],
  ['a counter before 64 bits', (place: number) => `${place}-${random.bytes(8).toString('hex')}`],
])('passes on %s', (_, id) => {
  expect(judge(many(id), many(id)).verdict).toBe('pass')
})

test.each([
  ['a counter', (place: number) => `ping-${place}`],
  ['32 bits', () => random.bytes(4).toString('hex')],
  ['a time with a counter', (place: number) => `${1_790_000_000_000 + place * 7}`],
])('fails on %s', (_, id) => {
  const run = many(id)
  expect(
    judge(
      run,
      many((place) => `another${run[place]}`),
    ),
  ).toMatchObject({
    verdict: 'fail',
    deviation: 'ids differ in too few places',
  })
})

test('fails on a long random prefix of each run with a counter behind it', () => {
  const [a, b] = [random.bytes(16).toString('hex'), random.bytes(16).toString('hex')]
  expect(
    judge(
      many((place) => a + place),
      many((place) => b + place),
    ).verdict,
  ).toBe('fail')
})

test('fails on an id that comes again in another run', () => {
  const ids = many(() => random.bytes(16).toString('hex'))
  expect(judge(ids, ids)).toMatchObject({ verdict: 'fail', deviation: 'an id is used twice' })
})

test('is inconclusive with too few in one run, however bad they look', () => {
  const ids = many((place) => `ping-${place}`)
  expect(judge(ids.slice(0, 10), ids.slice(10)).verdict).toBe('inconclusive')
  expect(judge([], ids).verdict).toBe('inconclusive')
})
