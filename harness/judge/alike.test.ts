import { describe, expect, test } from 'vitest'
import type { Entry, JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { alike } from './alike.js'
import { readHistory } from './history.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }
const STREAM = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`

const marked = (id: string) => `<mark xmlns='${NS.assay}' id='${id}'/>`
const received = (conn: string, data: string): Entry => ({ kind: 'received', conn, data })
const sent = (conn: string, data: string): Entry => ({ kind: 'sent', conn, data })
const copy = (mark: string) => `<message to='a@x' id='${mark}'>${marked(mark)}</message>`

/** A connection with a bound resource. */
const bound = (conn: string, jid: string): Entry[] => [
  { kind: 'open', conn, host: 'x', port: 1 },
  sent(conn, STREAM),
  received(conn, `${STREAM}<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>${jid}</jid></bind></iq>`),
]

/** A presence of the service, proven by an IQ behind it. */
const proven = (id: string): Entry[] => [
  sent('s/1', `<presence>${marked(id)}</presence><iq type='get' id='iq-${id}'><q xmlns='q'/></iq>`),
  received('s/1', `<iq type='result' id='iq-${id}'/>`),
]

/** A message to the bare JID with fences behind it, which arrive at the service and the sender. */
const message = (mark: string, fate: 'arrives' | 'is bounced' | 'stays unproven'): Entry[] => {
  const fences = ['a@x/s', 'c@x/c'].map(
    (to) => `<message to='${to}' id='f'>${marked(`fence-${mark}-${to}`)}</message>`,
  )
  const error = `<message type='error' from='a@x' id='${mark}'><error type='cancel'><service-unavailable xmlns='${NS.stanzaErrors}'/></error></message>`
  return [
    sent('c/1', copy(mark) + fences.join('')),
    ...(fate === 'arrives' ? [received('s/1', copy(mark))] : []),
    ...(fate === 'is bounced' ? [received('c/1', error)] : []),
    ...(fate === 'stays unproven' ? [] : [received('s/1', fences[0]!)]),
    received('c/1', fences[1]!),
  ]
}

const judge = (entries: Entry[]) =>
  alike(
    readHistory(
      [...bound('s/1', 'a@x/s'), ...bound('c/1', 'c@x/c'), ...entries].map(
        (e, i): JournalEvent => ({ ...e, n: i + 1, t: i }),
      ),
      BOUNDS,
    ),
    { mark: 'm3', like: ['m1', 'm2'] },
  )

describe('alike', () => {
  test('passes when the fate is the same', () => {
    const history = [
      ...proven('p1'),
      ...message('m1', 'arrives'),
      ...message('m2', 'arrives'),
      ...proven('p2'),
      ...message('m3', 'arrives'),
    ]
    expect(judge(history)).toMatchObject({ verdict: 'pass', actual: 's/1 receives 1' })
  })

  test('fails when only the last one has another fate', () => {
    const history = [
      ...proven('p1'),
      ...message('m1', 'arrives'),
      ...message('m2', 'arrives'),
      ...proven('p2'),
      ...message('m3', 'is bounced'),
    ]
    expect(judge(history)).toMatchObject({
      verdict: 'fail',
      deviation: 'the sender receives service-unavailable, instead of: s/1 receives 1',
    })
  })

  test('is inconclusive when the server varies by itself', () => {
    const history = [
      ...proven('p1'),
      ...message('m1', 'arrives'),
      ...message('m2', 'is bounced'),
      ...proven('p2'),
      ...message('m3', 'arrives'),
    ]
    expect(judge(history)).toMatchObject({ verdict: 'inconclusive' })
  })

  test('is inconclusive when something is not proven, or was not sent', () => {
    const before = [
      ...proven('p1'),
      ...message('m1', 'arrives'),
      ...message('m2', 'arrives'),
      ...proven('p2'),
    ]
    expect(judge([...before, ...message('m3', 'stays unproven')])).toMatchObject({ verdict: 'inconclusive' })
    expect(judge(before)).toMatchObject({ verdict: 'inconclusive', actual: 'not sent' })
  })
})
