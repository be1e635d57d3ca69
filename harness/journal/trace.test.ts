import { expect, test } from 'vitest'
import type { Entry, JournalEvent } from './event.js'
import { runTrace, scopeTrace } from './trace.js'

const START: Entry = { kind: 'scope-start', scenario: 's', proves: [], phase: 'only' }
const OPEN: Entry = { kind: 'open', conn: 'client/1', host: '127.0.0.1', port: 4711 }
const SENT: Entry = { kind: 'sent', conn: 'client/1', data: '<a/>' }
const FAILED: Entry = { kind: 'scope-end', outcome: 'error', detail: 'TypeError: x\n  at /home/me/x.js:1' }

/** Events one ms apart, from event number `n` and time `t` on. */
const events = (entries: Entry[], n = 1, t = 0, scope = 's') =>
  entries.map((entry, i): JournalEvent => ({ ...entry, n: n + i, t: t + i, scope }))

const plain = scopeTrace(events([START, OPEN, SENT, FAILED]))

test('numbers, the time of the start, hosts, ports and places in files do not count', () => {
  const elsewhere: Entry[] = [
    START,
    { ...OPEN, host: '::1', port: 1 },
    SENT,
    { ...FAILED, detail: 'TypeError: x\n  at C:\\x.js:9' },
  ]
  expect(scopeTrace(events(elsewhere, 900, 12_345.678))).toBe(plain)
  expect(plain).toMatch(/^[0-9a-f]{64}$/u)
})

test('certificates and zones do not count, and move nothing', () => {
  const [certificate, zone]: Entry[] = [
    { kind: 'certificate', conn: 'client/1', pem: 'random' },
    { kind: 'zone', zone: { addresses: { a: ['127.0.0.1'] } } },
  ]
  const [start, open, ...rest] = events([START, OPEN, SENT, FAILED])
  const more = [zone, certificate].map((entry): JournalEvent => ({ ...entry!, n: 9, t: 0.5, scope: 's' }))
  expect(scopeTrace([start!, more[0]!, open!, more[1]!, ...rest])).toBe(plain)
})

test.each<[string, JournalEvent[]]>([
  ['bytes', events([START, OPEN, { ...SENT, data: '<b/>' }, FAILED])],
  ['a connection', events([START, OPEN, { ...SENT, conn: 'client/2' }, FAILED])],
  ['a direction', events([START, OPEN, { ...SENT, kind: 'received' }, FAILED])],
  ['the order', events([START, SENT, OPEN, FAILED])],
  ['an event more', events([START, OPEN, SENT, SENT, FAILED])],
  ['an outcome', events([START, OPEN, SENT, { ...FAILED, outcome: 'done' }])],
  ['a time', events([START, OPEN, SENT, FAILED]).map((e, i) => ({ ...e, t: i === 2 ? 2.001 : e.t }))],
])('%s counts', (_, changed) => {
  expect(scopeTrace(changed)).not.toBe(plain)
})

test('scopes count by name, in whatever order they ended', () => {
  const [a, b] = [
    { name: 'a', trace: plain },
    { name: 'b', trace: scopeTrace(events([START])) },
  ]
  expect(runTrace([a, b])).toBe(runTrace([b, a]))
  expect(runTrace([a, b])).not.toBe(
    runTrace([
      { ...a, trace: b.trace },
      { ...b, trace: a.trace },
    ]),
  )
  expect(runTrace([a])).not.toBe(runTrace([a, b]))
})
