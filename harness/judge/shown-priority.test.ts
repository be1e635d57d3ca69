import { describe, expect, test } from 'vitest'
import type { Entry, JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { readHistory } from './history.js'
import { shownPriority } from './shown-priority.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }
const STREAM = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`

const marked = (id: string) => `<mark xmlns='${NS.assay}' id='${id}'/>`
const received = (conn: string, data: string): Entry => ({ kind: 'received', conn, data })
const sent = (conn: string, data: string): Entry => ({ kind: 'sent', conn, data })

/** A connection with a bound resource. */
const bound = (conn: string, jid: string): Entry[] => [
  { kind: 'open', conn, host: 'x', port: 1 },
  sent(conn, STREAM),
  received(conn, `${STREAM}<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>${jid}</jid></bind></iq>`),
]

const presence = (text: string) =>
  `<presence from='a@x/s'>${text === '' ? '' : `<priority>${text}</priority>`}${marked('p')}</presence>`

/** A presence as it was written, reflected and broadcast, and a message to the bare JID behind it. */
const judge = (
  written: string,
  reflected: string | undefined,
  seen: string,
  message: 'arrives' | 'does not arrive',
  fence: 'arrives' | 'is missing' = 'arrives',
) => {
  const copy = `<message to='a@x' id='m'>${marked('m')}</message>`
  const fences = ['a@x/s', 'c@x/c'].map(
    (to) => `<message to='${to}' id='f'>${marked(`fence-${to}`)}</message>`,
  )
  const entries: Entry[] = [
    ...bound('s/1', 'a@x/s'),
    ...bound('c/1', 'c@x/c'),
    sent('s/1', presence(written)),
    ...(reflected === undefined ? [] : [received('s/1', presence(reflected))]),
    received('c/1', presence(seen)),
    sent('c/1', copy + fences.join('')),
    ...(message === 'arrives' ? [received('s/1', copy)] : []),
    ...(fence === 'arrives' ? [received('s/1', fences[0]!)] : []),
    received('c/1', fences[1]!),
  ]
  const events = entries.map((e, i): JournalEvent => ({ ...e, n: i + 1, t: i }))
  return shownPriority(readHistory(events, BOUNDS), { presence: 'p', message: 'm' })
}

describe('shown-priority', () => {
  test('passes when broadcasts and routing follow the reflection, overridden or not', () => {
    expect(judge('5', '5', '5', 'arrives')).toMatchObject({ verdict: 'pass' })
    expect(judge('-1', '-1', '-1', 'does not arrive')).toMatchObject({ verdict: 'pass' })
    expect(judge('-129', '0', '', 'arrives')).toMatchObject({ verdict: 'pass' })
  })

  test('fails when a broadcast shows something else', () => {
    expect(judge('128', '127', '128', 'arrives')).toMatchObject({
      verdict: 'fail',
      deviation: 'a broadcast shows another priority than the reflection',
    })
  })

  test('fails when routing follows another priority', () => {
    expect(judge('-129', '-129', '-129', 'arrives')).toMatchObject({ verdict: 'fail' })
    expect(judge('5', '5', '5', 'does not arrive')).toMatchObject({ verdict: 'fail' })
  })

  test('is inconclusive without a reflection, a number or a fence', () => {
    expect(judge('5', undefined, '5', 'arrives')).toMatchObject({ verdict: 'inconclusive' })
    expect(judge('abc', 'abc', 'abc', 'arrives')).toMatchObject({ verdict: 'inconclusive' })
    expect(judge('5', '5', '5', 'arrives', 'is missing')).toMatchObject({ verdict: 'inconclusive' })
  })
})
