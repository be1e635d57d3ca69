import { expect, test } from 'vitest'
import type { Entry, JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { type BindingArgs, binding } from './binding.js'
import { readHistory } from './history.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }
const STREAM = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`
const REFUSED = `<iq type='error' id='b'><error type='modify'><conflict xmlns='${NS.stanzaErrors}'/></error></iq>`
const ENDED: Entry = { kind: 'ended', conn: 'c/1', by: 'subject', how: 'fin' }

const received = (data: string): Entry => ({ kind: 'received', conn: 'c/1', data })
const granted = (jid: string) =>
  received(`<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>${jid}</jid></bind></iq>`)

const OPEN: Entry[] = [
  { kind: 'open', conn: 'c/1', host: 'x', port: 1 },
  { kind: 'sent', conn: 'c/1', data: STREAM },
  received(STREAM),
]
const ASKED: Entry = {
  kind: 'sent',
  conn: 'c/1',
  data: `<iq type='set' id='b'><bind xmlns='${NS.bind}'><resource>Mine</resource></bind></iq>`,
}

const judge = (asks: BindingArgs['asks'], ...entries: Entry[]) =>
  binding(
    readHistory(
      [...OPEN, ...entries].map((e, i): JournalEvent => ({ ...e, n: i + 1, t: i })),
      BOUNDS,
    ),
    { at: 'c/1', asks },
  )

test('passes on the resource that was asked for', () => {
  expect(judge('granted', ASKED, granted('a@x/Mine'))).toMatchObject({ verdict: 'pass', evidence: [4, 5] })
  expect(judge('unchanged', ASKED, granted('a@x/Mine'))).toMatchObject({ verdict: 'pass' })
})

test('minds another resource only when asked whether it is unchanged', () => {
  expect(judge('granted', ASKED, granted('a@x/mine'))).toMatchObject({ verdict: 'pass' })
  expect(judge('unchanged', ASKED, granted('a@x/mine'))).toMatchObject({
    verdict: 'fail',
    deviation: 'the result has another resource than was asked for',
  })
})

test.each([
  ['an error', received(REFUSED), 'the answer is the error conflict'],
  ['a bare JID', granted('a@x'), 'the result has no full JID'],
  ['an empty resource', granted('a@x/'), 'the result has no full JID'],
  ['the end of the stream', ENDED, 'the stream ended instead of an answer'],
])('fails on %s', (_, entry, deviation) => {
  expect(judge('granted', ASKED, entry)).toMatchObject({ verdict: 'fail', deviation })
})

test('is inconclusive without a request, or without an answer', () => {
  expect(judge('granted')).toMatchObject({ verdict: 'inconclusive', actual: 'not asked' })
  expect(judge('granted', ASKED)).toMatchObject({ verdict: 'inconclusive', actual: 'no answer' })
  expect(judge('granted', ASKED, { ...ENDED, by: 'harness' })).toMatchObject({ verdict: 'inconclusive' })
})
