import { expect, test } from 'vitest'
import { delays } from './delays.js'
import { PeerTape } from './test-peer.js'

const lost = (...ids: string[]) => {
  const tape = new PeerTape()
  for (const id of ids) tape.accepted(id)
  for (const id of ids) tape.add({ kind: 'ended', conn: id, by: 'harness', how: 'fin' })
  return tape
}
const back = (tape: PeerTape, ...pauses: number[]) => {
  for (const [i, ms] of pauses.entries()) tape.later(ms).accepted(`server/${i + 10}`)
  return tape
}
const spread = (tape: PeerTape) =>
  delays(tape.history, { lost: ['server/1', 'server/2'], asks: 'spread', longest: 1000, slack: 100 })
const growth = (tape: PeerTape) =>
  delays(tape.history, { lost: ['server/1'], asks: 'growth', longest: 1000, slack: 100 })

test('spread: at random times within the range', () => {
  const both = () => lost('server/1', 'server/2')
  expect(spread(back(both(), 200, 400))).toMatchObject({ verdict: 'pass' })
  expect(spread(back(both(), 200, 10)).deviation).toBe('all come back at about the same time')
  expect(spread(back(both(), 200, 1000)).deviation).toBe('a pause is longer than the settings say')
  expect(spread(back(both(), 200))).toMatchObject({ verdict: 'inconclusive' })
})

test('growth: the later pauses are longer, up to the limit', () => {
  expect(growth(back(lost('server/1'), 50, 150, 300, 600))).toMatchObject({ verdict: 'pass' })
  const alike = growth(back(lost('server/1'), 300, 300, 300, 310))
  expect(alike.deviation).toBe('the later pauses are not longer than the earlier ones')
  expect(growth(back(lost('server/1'), 50, 150, 300, 1200))).toMatchObject({ verdict: 'fail' })
  expect(growth(back(lost('server/1'), 50, 150, 300))).toMatchObject({ verdict: 'inconclusive' })
})

test('an outage that never was is inconclusive', () => {
  const tape = back(new PeerTape().accepted('server/1').accepted('server/2'), 100, 400)
  expect(spread(tape)).toMatchObject({ verdict: 'inconclusive' })
})
