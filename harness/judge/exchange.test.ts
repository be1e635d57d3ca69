import { expect, test } from 'vitest'
import { exchange } from './exchange.js'
import { PeerTape } from './test-peer.js'

const ARGS = {
  at: 'server/1',
  after: { sent: { name: 'presence', attrs: { type: 'unavailable' } } },
  sends: [{ says: 'A ping comes.', see: { name: 'message' } }],
  within: 100,
}
const GONE = "<presence type='unavailable' from='s@x/a'/>"
const tape = () => new PeerTape().accepted('server/1')
const judge = (from: PeerTape) => exchange(from.history, ARGS)

test('passes when it comes in time', () => {
  const judgement = judge(tape().sent('server/1', GONE).received('server/1', "<message id='1'/>"))
  expect(judgement).toMatchObject({ verdict: 'pass', evidence: [4, 5] })
})

test('fails when the journal goes on past the bound without it', () => {
  const silent = tape().sent('server/1', GONE).later(100).received('server/1', '<presence/>')
  expect(judge(silent)).toMatchObject({ verdict: 'fail', deviation: 'missing: A ping comes.' })
})

test('fails when it comes too late', () => {
  const late = tape().sent('server/1', GONE).later(100).received('server/1', '<message/>')
  expect(judge(late)).toMatchObject({ verdict: 'fail', deviation: 'too late: A ping comes.' })
})

test('fails when the subject closes the stream instead', () => {
  const closed = tape().sent('server/1', GONE).received('server/1', '</stream:stream>')
  expect(judge(closed)).toMatchObject({ verdict: 'fail', closure: 'clean' })
})

test('does not count what came before', () => {
  const before = tape().received('server/1', '<message/>').sent('server/1', GONE).later(100)
  expect(judge(before.received('server/1', '<presence/>'))).toMatchObject({ verdict: 'fail' })
})

test('is inconclusive before the bound, when the harness cut the connection, and without the cause', () => {
  expect(judge(tape().sent('server/1', GONE))).toMatchObject({ verdict: 'inconclusive' })
  const cut = tape().sent('server/1', GONE)
  cut.add({ kind: 'ended', conn: 'server/1', by: 'harness', how: 'fin' })
  expect(judge(cut)).toMatchObject({ verdict: 'inconclusive' })
  expect(judge(tape().received('server/1', '<message/>'))).toMatchObject({ actual: 'not reached' })
})

test('takes what comes in the same piece behind what was received', () => {
  const args = { ...ARGS, after: { received: { name: 'presence' } } }
  const ahead = tape().received('server/1', '<message/><presence/>').later(200).received('server/1', ' ')
  expect(exchange(ahead.history, args)).toMatchObject({ verdict: 'fail' })
  const behind = tape().received('server/1', '<presence/><message/>')
  expect(exchange(behind.history, args)).toMatchObject({ verdict: 'pass' })
})
