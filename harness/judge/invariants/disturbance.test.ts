import { describe, expect, test } from 'vitest'
import type { JournalEvent } from '../../journal/event.js'
import { readHistory } from '../history.js'
import { disturbancesIn, overAt, splitIn } from './disturbance.js'

const bounds = { route: 2000, unavailable: 1000, login: 1000, close: 1000, scenario: 9000 }
const delay = { do: 'delay', direction: 'both', ms: 30, jitter: 20, heal: { ms: 50 } }
const history = (...events: object[]) =>
  readHistory(
    events.map((e, n) => ({ ...e, n: n + 1 }) as JournalEvent),
    bounds,
  )

describe('disturbances', () => {
  test('of a link last until what was delayed has arrived', () => {
    const found = disturbancesIn(
      history(
        { kind: 'fault', t: 10, conn: 'a/1', band: 'begin', action: delay },
        { kind: 'fault', t: 20, conn: 'a/1', band: 'instant', action: { do: 'reset' } },
        { kind: 'fault', t: 60, conn: 'a/1', band: 'end', action: delay },
      ),
    )
    expect(found).toEqual([{ from: 10, until: 110, of: 'a/1' }])
  })

  test('last for ever when nothing says that they healed', () => {
    const found = disturbancesIn(
      history(
        { kind: 'fault', t: 10, conn: 'a/1', band: 'begin', action: { do: 'stall' } },
        { kind: 'ordered', t: 20, verb: 'kill-node', order: { node: 1 } },
      ),
    )
    expect(found.map(({ from, until }) => [from, until])).toEqual([
      [10, Infinity],
      [20, Infinity],
    ])
  })

  test('by orders last until what heals them was carried out; nodes have a while to find each other', () => {
    const found = disturbancesIn(
      history(
        { kind: 'ordered', t: 1, verb: 'partition', order: { between: [1, 2] } },
        { kind: 'ordered', t: 5, verb: 'heal', order: {} },
        { kind: 'carried-out', t: 7, verb: 'heal', order: {} },
        { kind: 'ordered', t: 9, verb: 'redirect', order: { jid: 'a@b/c', target: 'd' } },
      ),
    )
    expect(found).toEqual([{ from: 1, until: 1007, splits: true }])
    expect(splitIn(found, 1007, 2000)).toBeDefined()
    expect(splitIn(found, 1008, 2000)).toBeUndefined()
  })
})

describe('a bound', () => {
  const over = (...disturbed: { from: number; until: number; of?: string }[]) =>
    overAt(disturbed, 100, 50, (id) => id === 'mine')

  test('is not touched by what is over before, comes behind it, or is of another connection', () => {
    expect(
      over({ from: 10, until: 99 }, { from: 151, until: 300 }, { from: 90, until: 300, of: 'other' }),
    ).toBe(150)
  })

  test('begins anew behind a disturbance, again and again', () => {
    expect(over({ from: 240, until: 260 }, { from: 90, until: 200, of: 'mine' })).toBe(310)
  })
})
