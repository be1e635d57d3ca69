import { describe, expect, test } from 'vitest'
import type { JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { readHistory } from './history.js'
import { noticedEnds } from './notice.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }
const A = 'service@x/a'
const B = 'client@x/b'
const GONE = `<presence type='unavailable' from='${A}'/>`

type Line =
  | [t: number, conn: string, kind: 'sent' | 'received', data: string]
  | [t: number, conn: string, how: 'fin' | 'reset' | 'order' | 'silent' | 'awake']

/** The history of a session `a/1` and an observer `b/1`, both bound at 0 ms, and of `lines`. */
function noticed(...lines: Line[]) {
  const events: JournalEvent[] = []
  const add = (t: number, entry: object) =>
    events.push({ n: events.length + 1, t, scope: 's', ...entry } as JournalEvent)
  for (const [conn, jid] of [
    ['a/1', A],
    ['b/1', B],
  ]) {
    add(0, { kind: 'open', conn, host: '127.0.0.1', port: 5222 })
    const header = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`
    add(0, { kind: 'sent', conn, data: header })
    const bound = `<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>${jid}</jid></bind></iq>`
    add(0, { kind: 'received', conn, data: header + bound })
  }
  for (const [t, conn, what, data] of lines)
    if (what === 'order') add(t, { kind: 'ordered', verb: 'kill-session', order: { jid: A } })
    else if (what === 'silent' || what === 'awake') add(t, { kind: what, conn })
    else
      add(
        t,
        data === undefined ? { kind: 'ended', conn, by: 'harness', how: what } : { kind: what, conn, data },
      )
  return noticedEnds(readHistory(events, BOUNDS))
}

const UNAVAILABLE: Line = [10, 'a/1', 'sent', "<presence type='unavailable'/>"]
const told = (t: number): Line => [t, 'b/1', 'received', GONE]

describe('the time from the end of a session to the unavailable presence', () => {
  test.each<[end: string, ...lines: Line[]]>([
    ['unavailable', UNAVAILABLE],
    ['close', [10, 'a/1', 'sent', '</stream:stream>'], [12, 'a/1', 'fin']],
    [
      'stream-error',
      [10, 'a/1', 'sent', `<error xmlns='${NS.stream}'/></stream:stream>`],
      [12, 'a/1', 'fin'],
    ],
    ['fin', [10, 'a/1', 'fin']],
    ['reset', [10, 'a/1', 'reset']],
    ['silence', [10, 'a/1', 'silent']],
  ])('by %s', (end, ...lines) => {
    expect(noticed(...lines, told(35.5))).toEqual([
      {
        end,
        ended: { conn: 'a/1', n: 7, t: 10 },
        told: { conn: 'b/1', n: 6 + lines.length + 1, t: 35.5 },
        ms: 25.5,
        copies: 1,
      },
    ])
  })

  test('by the order of an administrator, whatever the connection does then', () => {
    const [end, ...others] = noticed([10, 'a/1', 'order'], [11, 'a/1', 'fin'], told(35.5))
    expect(others).toEqual([])
    expect(end).toMatchObject({ end: 'kick', ended: { n: 7, t: 10 }, ms: 25.5 })
  })

  test('counts how often the observer was told', () => {
    expect(noticed(UNAVAILABLE, told(20), told(30))).toMatchObject([{ ms: 10, copies: 2 }])
  })

  test('is that of the later end where the earlier one was over', () => {
    const barrier: Line[] = [
      [11, 'a/1', 'sent', "<iq type='get' id='q'/>"],
      [12, 'a/1', 'received', "<iq type='result' id='q'/>"],
    ]
    expect(noticed(UNAVAILABLE, ...barrier, [20, 'a/1', 'fin'], told(25))).toMatchObject([
      { end: 'fin', ms: 5 },
    ])
  })
})

test('a silence is noticed when the observer is told, whatever the one who hung reads later', () => {
  const lines: Line[] = [
    [10, 'a/1', 'silent'],
    [30, 'b/1', 'received', GONE],
    [40, 'a/1', 'awake'],
    [41, 'a/1', 'received', '</stream:stream>'],
    [42, 'a/1', 'sent', '</stream:stream>'],
    [43, 'a/1', 'fin'],
  ]
  expect(noticed(...lines)).toMatchObject([{ end: 'silence', ended: { n: 7, t: 10 }, ms: 20, copies: 1 }])
})

describe('there is no time', () => {
  test.each<[string, ...Line[]]>([
    ['when nobody was told', [10, 'a/1', 'fin']],
    ['of what was told before the end', told(5), [10, 'a/1', 'fin']],
    ['of a silence that was over', [10, 'a/1', 'silent'], [20, 'a/1', 'awake'], [21, 'a/1', 'fin'], told(25)],
    [
      'of the break of a session that can be resumed',
      [9, 'a/1', 'received', `<enabled xmlns='${NS.sm}' id='s' resume='true'/>`],
      [10, 'a/1', 'fin'],
      told(25),
    ],
    ['where either of two ends can be the cause', UNAVAILABLE, [11, 'a/1', 'fin'], told(25)],
    [
      'of directed unavailable presence',
      [10, 'a/1', 'sent', `<presence to='${B}' type='unavailable'/>`],
      told(20),
    ],
    [
      'when the observer may have been answered',
      [10, 'a/1', 'fin'],
      [11, 'b/1', 'sent', "<presence to='service@x' type='probe'/>"],
      told(20),
    ],
  ])('%s', (_name, ...lines) => {
    expect(noticed(...lines)).toEqual([])
  })
})
