import { expect, test } from 'vitest'
import type { JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { readHistory } from './history.js'
import { noticedEnds } from './notice.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }

/** The history of two clients, `a/1` and `b/1`, that are bound at 0 ms, and of what follows. */
function noticed(...lines: [t: number, entry: object][]) {
  const events: JournalEvent[] = []
  const add = (t: number, entry: object) =>
    events.push({ n: events.length + 1, t, scope: 's', ...entry } as JournalEvent)
  for (const name of ['a', 'b']) {
    const conn = `${name}/1`
    add(0, { kind: 'open', conn, host: '127.0.0.1', port: 5222 })
    const header = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`
    add(0, { kind: 'sent', conn, data: header })
    const jid = `service@x/${name}`
    const bound = `<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>${jid}</jid></bind></iq>`
    add(0, { kind: 'received', conn, data: header + bound })
  }
  for (const [t, entry] of lines) add(t, entry)
  return noticedEnds(readHistory(events, BOUNDS)).map(({ end, told: { conn }, ms }) => [end, conn, ms])
}

const order = (verb: string) => ({ kind: 'ordered', verb, order: { node: 1 } })
const broken = (conn: string) => ({ kind: 'ended', conn, by: 'subject', how: 'reset' })
const received = (conn: string, data: string) => ({ kind: 'received', conn, data })

test('a server that is killed is noticed when connections break', () => {
  const told = noticed([10, order('kill-node')], [14, broken('a/1')], [15, broken('b/1')])
  expect(told).toEqual([
    ['server-kill', 'a/1', 4],
    ['server-kill', 'b/1', 5],
  ])
})

test('a server that is stopped is noticed when it says so', () => {
  const error = `<stream:error xmlns:stream='${NS.stream}'><system-shutdown xmlns='${NS.streamErrors}'/></stream:error>`
  const told = noticed(
    [10, order('stop-node')],
    [30, received('a/1', `${error}</stream:stream>`)],
    [40, broken('a/1')],
    [50, received('b/1', '</stream:stream>')],
  )
  expect(told).toEqual([
    ['server-stop', 'a/1', 20],
    ['server-stop', 'b/1', 40],
  ])
})

test('what ended before the order, or when the server was there again, says nothing', () => {
  const told = noticed(
    [5, broken('a/1')],
    [10, order('kill-node')],
    [900, { ...order('start-node'), kind: 'carried-out' }],
    [950, broken('b/1')],
  )
  expect(told).toEqual([])
})

test('a stream that the server has closed does not end by the FIN with which its client answers', () => {
  const gone = "<presence type='unavailable' from='service@x/a'/>"
  const fin = { kind: 'ended', conn: 'a/1', by: 'harness', how: 'fin' }
  expect(noticed([10, received('a/1', '</stream:stream>')], [11, fin], [12, received('b/1', gone)])).toEqual(
    [],
  )
})
