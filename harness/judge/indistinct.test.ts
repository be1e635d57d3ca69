import { expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { indistinct } from './indistinct.js'
import { PeerTape } from './test-peer.js'

const at = 'c/1'
const iq = (id: string, condition: string, more = '') =>
  `<iq type='error' id='${id}' from='${id}@x'><error type='cancel'><${condition} xmlns='${NS.stanzaErrors}'/>${more}</error></iq>`
const text = (words: string) => `<text xmlns='${NS.stanzaErrors}'>${words}</text>`

/** Two cases, `a` and `b`, with what came back; a barrier behind them unless it is left out. */
const judge = (received: string[], barrier: 'answered' | 'missing' = 'answered') => {
  const tape = new PeerTape().add({ kind: 'open', conn: at, host: '127.0.0.1', port: 5222 })
  tape.received(at, `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`)
  for (const data of received) tape.received(at, data)
  if (barrier === 'answered') tape.barrier(at, 'end')
  const cases = ['a', 'b'].map((id) => ({ of: `case ${id}`, answers: { attrs: { id } } }))
  return indistinct(tape.history, { at, cases, until: ['end'] })
}

test('answers that differ in addresses and ids only', () => {
  const both = [iq('a', 'service-unavailable', text('no')), iq('b', 'service-unavailable', text('no'))]
  expect(judge(both)).toMatchObject({ verdict: 'pass' })
  expect(judge([])).toMatchObject({ verdict: 'pass' })
})

test('another condition, another text, an answer too many, none', () => {
  const first = iq('a', 'service-unavailable')
  for (const second of [
    iq('b', 'item-not-found'),
    iq('b', 'service-unavailable', text('no')),
    iq('b', 'service-unavailable') + iq('b', 'service-unavailable'),
    "<iq type='result' id='b'/>",
    '<presence/>',
  ])
    expect(judge([first, second]), second).toMatchObject({ verdict: 'fail' })
})

test('an answer may be under way without a barrier', () => {
  expect(judge([iq('a', 'service-unavailable')], 'missing')).toMatchObject({ verdict: 'inconclusive' })
})
