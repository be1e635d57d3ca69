import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UserError } from '../core/exit.js'
import type { FlowPlaces } from '../core/results-cuts.js'
import {
  bytesBetween,
  CUT_KINDS,
  type Cut,
  type CutKind,
  cutAt,
  cutsAtPlaces,
  isHarmless,
  pathOf,
  scheduleOf,
} from './cut.js'
import { Decisions } from './decisions.js'
import { parseSchedule } from './schedule.js'
import { through } from './test-world.js'

const TIMES = { long: 1000, short: 50 }

const anyCut: fc.Arbitrary<Cut> = fc.record({
  // A name can look like the rest of a path.
  as: fc.constantFrom('client', 'instance-1', 'a-1/to-server', 'x'),
  connection: fc.integer({ min: 1, max: 99 }),
  direction: fc.constantFrom('to-server' as const, 'to-client' as const),
  behind: fc.oneof(
    fc.record({ element: fc.integer({ min: 1, max: 999 }) }),
    fc.record({ byte: fc.integer({ min: 1, max: 99_999 }) }),
  ),
  cut: fc.constantFrom(...CUT_KINDS),
})

test('a cut is read from its path as it was', () => {
  fc.assert(
    fc.property(anyCut, (cut) => {
      expect(cutAt(pathOf(cut))).toEqual(cut)
    }),
  )
})

test('a path reads like the command line', () => {
  const cut = {
    as: 'client',
    connection: 1,
    direction: 'to-server',
    behind: { element: 7 },
    cut: 'fin-both',
  } as const
  expect(pathOf(cut)).toBe('client-1/to-server/element-7/fin-both')
})

test.each([
  'client-1/to-server/element-7/fin',
  'client-1/to-server/element-0/reset',
  'client-0/to-server/element-1/reset',
  'client/to-server/element-1/reset',
  'client-1/both/element-1/reset',
  'client-1/to-server/stanza-1/reset',
  'client-1/to-server/byte-1/reset/',
  '17:3:1',
  '',
])('%j is no path of a cut', (path) => {
  expect(() => cutAt(path)).toThrow(UserError)
  expect(() => cutAt(path)).toThrow(`There is no cut "${path}"`)
})

test.each([...CUT_KINDS])('the schedule of %s is one that is read from a file, too', (cut) => {
  const schedule = scheduleOf(
    { as: 'a', connection: 2, direction: 'to-client', behind: { element: 3 }, cut },
    TIMES,
  )
  expect(parseSchedule(JSON.stringify(schedule), 'here')).toEqual(schedule)
})

/** How both sides stand after a cut behind the third byte to the server: what each has read, and how it ended. */
type Standing = [client: string, server: string]

/** For each kind: soon, behind the shorter of the times, and behind the longer. */
const EFFECTS: Record<CutKind, [Standing, Standing, Standing]> = {
  'fin-to-server': [
    ['123456', 'abc fin'],
    ['123456', 'abc fin'],
    ['123456', 'abc fin'],
  ],
  'fin-to-client': [
    [' fin', 'abcdef'],
    [' fin', 'abcdef'],
    [' fin', 'abcdef'],
  ],
  'fin-both': [
    [' fin', 'abc fin'],
    [' fin', 'abc fin'],
    [' fin', 'abc fin'],
  ],
  reset: [
    [' reset', 'abc reset'],
    [' reset', 'abc reset'],
    [' reset', 'abc reset'],
  ],
  'black-hole': [
    ['', 'abc'],
    ['', 'abc'],
    ['123456', 'abcdef'],
  ],
  'half-open-client': [
    [' reset', 'abc'],
    [' reset', 'abc'],
    [' reset', 'abc reset'],
  ],
  'half-open-server': [
    ['', 'abc reset'],
    ['', 'abc reset'],
    [' reset', 'abc reset'],
  ],
  stall: [
    ['', 'abc'],
    ['123456', 'abcdef'],
    ['123456', 'abcdef'],
  ],
  slice: [
    ['123456', 'abcdef'],
    ['123456', 'abcdef'],
    ['123456', 'abcdef'],
  ],
}

test.each(CUT_KINDS)('%s does to both sides what it says', async (kind) => {
  const cut: Cut = { as: 'a', connection: 1, direction: 'to-server', behind: { byte: 3 }, cut: kind }
  const world = await through(scheduleOf(cut, TIMES), new Decisions())
  const { client, server, clock } = world
  const standing = (): Standing => {
    const [near, far] = [world.clientEar, world.serverEar].map(
      ({ bytes, ended }) => `${bytes.toString()}${ended === undefined ? '' : ` ${ended.how}`}`,
    )
    return [near!, far!]
  }
  client.write('abcdef')
  await clock.pass(1)
  server.write('123456')
  await clock.pass(1)
  const seen = [standing()]
  await clock.pass(TIMES.short)
  seen.push(standing())
  await clock.pass(TIMES.long)
  seen.push(standing())
  expect(seen).toEqual(EFFECTS[kind])
  expect(isHarmless(cut)).toBe(seen[1]!.join() === '123456,abcdef')
})

test('a slice lets no piece of more than 16 bytes pass behind its place', async () => {
  const cut: Cut = { as: 'a', connection: 1, direction: 'to-server', behind: { byte: 30 }, cut: 'slice' }
  const world = await through(scheduleOf(cut, TIMES), new Decisions())
  world.client.write('x'.repeat(70))
  await world.clock.pass(1)
  expect(world.serverEar.pieces.map(({ bytes }) => bytes.length)).toEqual([30, 16, 16, 8])
})

test('a cut behind an element is set off by the last byte of that element', async () => {
  const header = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
  const cut: Cut = { as: 'a', connection: 1, direction: 'to-server', behind: { element: 2 }, cut: 'reset' }
  const world = await through(scheduleOf(cut, TIMES), new Decisions())
  world.client.write(`${header}<a/><b></b><c/>`)
  await world.clock.pass(1)
  expect(world.serverEar.bytes.toString()).toBe(`${header}<a/><b></b>`)
  expect(world.serverEar.ended?.how).toBe('reset')
})

test('a cut concerns the connection with its number alone', async () => {
  const cut: Cut = { as: 'a', connection: 2, direction: 'to-server', behind: { byte: 3 }, cut: 'reset' }
  const world = await through(scheduleOf(cut, TIMES), new Decisions())
  world.client.write('abcdef')
  const second = await world.dial()
  second.write('abcdef')
  await world.clock.pass(1)
  expect(world.accepted.map(({ bytes, ended }) => [bytes.toString(), ended?.how])).toEqual([
    ['abcdef', undefined],
    ['abc', 'reset'],
  ])
})

const FLOWS: FlowPlaces[] = [
  {
    ...{ as: 'client', connection: 1, direction: 'to-server', bytes: 5 },
    places: [
      { at: 2, what: 'the stream header' },
      { at: 4, what: '<a/>', element: 1 },
    ],
  },
  { as: 'client', connection: 1, direction: 'to-client', bytes: 2, places: [] },
]

test('right behind each place there is a cut of every kind, by elements where there are', () => {
  const paths = cutsAtPlaces(FLOWS).map(pathOf)
  const at = (place: string) => CUT_KINDS.map((kind) => `client-1/to-server/${place}/${kind}`)
  expect(paths).toEqual([...at('byte-2'), ...at('element-1')])
})

test('all other bytes lie between places, the last one of a flow too', () => {
  const where = bytesBetween(FLOWS).map(({ direction, behind }) => [direction, behind])
  expect(where).toEqual([
    ...[1, 3, 5].map((byte) => ['to-server', { byte }]),
    ...[1, 2].map((byte) => ['to-client', { byte }]),
  ])
})
