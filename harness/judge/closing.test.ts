import { expect, test } from 'vitest'
import { type ClosingArgs, closing } from './closing.js'
import { PeerTape } from './test-peer.js'

const at = 'server/1'
const END = '</stream:stream>'
const fin = (tape: PeerTape) => tape.add({ kind: 'ended', conn: at, by: 'subject', how: 'fin' })
const closed = () => new PeerTape().accepted(at).received(at, END)
const judge = (asks: ClosingArgs['asks'], tape: PeerTape, within = 100) =>
  closing(tape.history, { at, asks, within })

test('waits: for the closing tag of the harness', () => {
  expect(judge('waits', fin(closed().sent(at, END)))).toMatchObject({ verdict: 'pass' })
  expect(judge('waits', fin(closed()))).toMatchObject({ verdict: 'fail' })
  expect(judge('waits', fin(closed()).sent(at, END))).toMatchObject({ verdict: 'fail' })
  expect(judge('waits', closed())).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('waits', fin(new PeerTape().accepted(at)))).toMatchObject({ verdict: 'inconclusive' })
})

test('silence: nothing behind the own closing tag', () => {
  expect(judge('silence', fin(closed().sent(at, END)))).toMatchObject({ verdict: 'pass' })
  expect(judge('silence', closed().received(at, '<presence/>'))).toMatchObject({ verdict: 'fail' })
  const together = new PeerTape().accepted(at).received(at, `${END}<presence/>`)
  expect(judge('silence', together)).toMatchObject({ verdict: 'fail' })
  expect(judge('silence', closed())).toMatchObject({ verdict: 'inconclusive' })
})

test('bounded: the connection ends in time', () => {
  expect(judge('bounded', fin(closed().later(50)))).toMatchObject({ verdict: 'pass' })
  expect(judge('bounded', fin(closed().later(150)))).toMatchObject({ verdict: 'fail' })
  const kept = closed().later(150).add({ kind: 'step', text: 'later' })
  expect(judge('bounded', kept)).toMatchObject({ verdict: 'fail' })
  expect(judge('bounded', closed())).toMatchObject({ verdict: 'inconclusive' })
})
