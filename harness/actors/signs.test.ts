import { expect, test } from 'vitest'
import { ManualClock } from '../core/manual-clock.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { signsOfLife } from './signs.js'

/** A connection that notes what is written, and when. */
function watched(clock: ManualClock) {
  const written: [at: number, data: string][] = []
  let end = () => {}
  const connection = {
    write: (data: string) => written.push([clock.now(), data]),
    onEnded: (listener: () => void) => {
      end = listener
    },
  } as unknown as TappedConnection
  return { connection, written, end: () => end() }
}

test('white space is written at every interval, until it is stopped', () => {
  const clock = new ManualClock()
  const { connection, written } = watched(clock)
  const stop = signsOfLife(connection, clock, 1500)
  for (let passed = 0; passed < 3500; passed += 500) clock.advance(500)
  expect(written).toEqual([
    [1500, ' '],
    [3000, ' '],
  ])
  stop()
  clock.advance(5000)
  expect(written).toHaveLength(2)
})

test('nothing is written behind the end of the connection', () => {
  const clock = new ManualClock()
  const { connection, written, end } = watched(clock)
  signsOfLife(connection, clock, 1500)
  end()
  clock.advance(5000)
  expect(written).toEqual([])
})
