import { expect, test } from 'vitest'
import { type PrioritiesArgs, priorities } from './priorities.js'
import { PeerTape } from './test-peer.js'

const show = (value: string, to = '') =>
  `<presence${to && ` to='${to}'`}><priority>${value}</priority></presence>`
const tape = () => new PeerTape().accepted('s/1')
/** Initial presence with priority 100, and then, after a client came, what `after` says. */
const course = (...after: string[]) => {
  const begun = tape().received('s/1', show('100')).sent('s/1', "<presence from='c@x/a' to='s@x/i'/>")
  for (const each of after) begun.received('s/1', each)
  return begun.barrier('s/1', 'b')
}
const ask = (from: PeerTape, asks: PrioritiesArgs['asks'], more: Partial<PrioritiesArgs> = {}) =>
  priorities(from.history, { at: 's/1', after: { sent: { name: 'presence' } }, until: 'b', asks, ...more })
const whole = { after: { beginOf: 's/1' } }

test('range: integers from -128 to 127, also in directed presence', () => {
  expect(ask(course(show('127'), show('-128')), 'range')).toMatchObject({ verdict: 'pass' })
  expect(ask(course('<presence/>'), 'range')).toMatchObject({ verdict: 'pass' })
  for (const value of ['128', '-129', '1.5', 'high', ''])
    expect(ask(course(show(value)), 'range'), value).toMatchObject({ verdict: 'fail' })
  expect(ask(course(show('128', 'c@x/a')), 'range')).toMatchObject({ verdict: 'fail' })
})

test('non-negative: 0 and above', () => {
  expect(ask(course(show('0')), 'non-negative', whole)).toMatchObject({ verdict: 'pass' })
  expect(ask(course(show('-1')), 'non-negative')).toMatchObject({ deviation: 'a priority below 0' })
})

test('steady: what was broadcast before goes on', () => {
  expect(ask(course(), 'steady')).toMatchObject({ verdict: 'pass' })
  expect(ask(course(show('100')), 'steady')).toMatchObject({ verdict: 'pass' })
  expect(ask(course(show('101')), 'steady')).toMatchObject({ verdict: 'fail' })
})

test('spaced: one per interval, and two', () => {
  const many = ['99', '98', '97', '96'].map((value) => show(value))
  expect(ask(course(...many.slice(0, 3)), 'spaced', { interval: 100 })).toMatchObject({ verdict: 'pass' })
  expect(ask(course(...many), 'spaced', { interval: 100 })).toMatchObject({ verdict: 'fail' })
  expect(ask(course(), 'spaced', { interval: 100 })).toMatchObject({ verdict: 'inconclusive' })
})

test('broadcast: directed presence tells nothing that was not broadcast', () => {
  expect(ask(course(show('95', 'c@x/a'), show('95')), 'broadcast')).toMatchObject({ verdict: 'pass' })
  expect(ask(course(show('95', 'c@x/a')), 'broadcast')).toMatchObject({ verdict: 'fail' })
  expect(ask(course("<presence to='c@x/a'/>"), 'broadcast')).toMatchObject({ verdict: 'inconclusive' })
})

test('load: lower when busy, higher when idle again', () => {
  const loaded = (busy: string, idle: string) =>
    tape()
      .received('s/1', show('100'))
      .sent('s/1', "<presence from='c@x/a' to='s@x/i'/>")
      .received('s/1', show(busy))
      .barrier('s/1', 'busy')
      .received('s/1', show(idle))
      .barrier('s/1', 'b')
  const asked = (from: PeerTape) => ask(from, 'load', { busy: 'busy' })
  expect(asked(loaded('90', '100'))).toMatchObject({ verdict: 'pass' })
  expect(asked(loaded('110', '100'))).toMatchObject({ deviation: 'a higher priority when busy' })
  expect(asked(loaded('90', '90'))).toMatchObject({ deviation: 'no higher priority when idle again' })
  expect(asked(loaded('100', '100'))).toMatchObject({ verdict: 'inconclusive' })
  expect(asked(course())).toMatchObject({ verdict: 'inconclusive' })
})

test('is inconclusive when nothing was announced, or the window never opened', () => {
  expect(ask(tape().barrier('s/1', 'b'), 'range', whole)).toMatchObject({ verdict: 'inconclusive' })
  expect(ask(tape(), 'range')).toMatchObject({ verdict: 'inconclusive' })
})
