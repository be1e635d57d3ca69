import { expect, test } from 'vitest'
import type { Entry, JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { accountState } from './account-state.js'
import { readHistory } from './history.js'
import { anchorOf } from './window.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }
const events: JournalEvent[] = []
const add = (entry: Entry) =>
  events.push({ n: events.length + 1, t: events.length * 10, scope: 's', ...entry })

const HEADER = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`
const binding = (jid: string) =>
  `${HEADER}<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>${jid}</jid></bind></iq>`
for (const [conn, jid] of [
  ['a/1', 'service@x/a'],
  ['b/1', 'service@x/b'],
] as const) {
  add({ kind: 'open', conn, host: '127.0.0.1', port: 5222 })
  add({ kind: 'sent', conn, data: `${HEADER}<presence/><iq type='get' id='q'/>` })
  add({ kind: 'received', conn, data: `${binding(jid)}<iq type='result' id='q'/>` })
}
add({ kind: 'step', text: 'let a hang' })
add({ kind: 'silent', conn: 'a/1' })
add({ kind: 'received', conn: 'b/1', data: "<presence type='unavailable' from='service@x/a'/>" })
add({ kind: 'awake', conn: 'a/1' })
add({ kind: 'sent', conn: 'a/1', data: '</stream:stream>' })
add({ kind: 'ended', conn: 'a/1', by: 'harness', how: 'fin' })
const history = readHistory(events, BOUNDS)
const at = (n: number) => {
  const { resources, doubts } = accountState(history, 'service@x', n, n)
  return { resources: resources.map(({ jid }) => jid), doubts }
}
const BOTH = ['service@x/a', 'service@x/b']

test('who hangs is gone when somebody was told so, and in doubt before', () => {
  expect(at(7)).toEqual({ resources: BOTH, doubts: [] })
  expect(at(8)).toEqual({
    resources: ['service@x/b'],
    doubts: ['Nothing proves that the server had noticed the end of a/1.'],
  })
  expect(at(10)).toEqual({ resources: ['service@x/b'], doubts: [] })
})

test('the end of a connection that hung begins with its silence', () => {
  expect(anchorOf(history, { endOf: 'a/1' })).toMatchObject({ n: 8, t: 70 })
})
