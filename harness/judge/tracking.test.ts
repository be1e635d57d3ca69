import { expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { PeerTape } from './test-peer.js'
import { tracking } from './tracking.js'

const tape = () => new PeerTape().accepted('server/1')
const judge = (from: PeerTape, ...oneOf: string[]) =>
  tracking(from.history, { at: 'server/1', services: ['s@x'], until: 'b', oneOf })
const to = (jid: string, type = '') => `<presence to='${jid}'${type && ` type='${type}'`}/>`
const unavailable = (from: string) => `<presence from='${from}' type='unavailable'/>`

test('passes on one session with the instance meant, whatever else has presence', () => {
  const one = tape().received('server/1', `<presence/>${to('s@x/a')}${to('friend@x/a')}`)
  expect(judge(one.barrier('server/1', 'b'), 's@x/a', 's@x/b')).toMatchObject({ verdict: 'pass' })
})

test('fails on two, on the wrong one, and on none', () => {
  const two = tape()
    .received('server/1', to('s@x/a') + to('s@x/b'))
    .barrier('server/1', 'b')
  expect(judge(two, 's@x/a')).toMatchObject({ verdict: 'fail', deviation: '2 sessions' })
  const wrong = tape().received('server/1', to('s@x/b')).barrier('server/1', 'b')
  expect(judge(wrong, 's@x/a')).toMatchObject({ deviation: 'a session with the wrong instance' })
  expect(judge(tape().barrier('server/1', 'b'), 's@x/a')).toMatchObject({ deviation: '0 sessions' })
})

test('a session ends when either side goes', () => {
  const retracted = tape().received('server/1', to('s@x/a') + to('s@x/b') + to('s@x/a', 'unavailable'))
  expect(judge(retracted.barrier('server/1', 'b'), 's@x/b')).toMatchObject({ verdict: 'pass' })
  const gone = tape()
    .received('server/1', to('s@x/a') + to('s@x/b'))
    .sent('server/1', unavailable('s@x/a'))
  expect(judge(gone.barrier('server/1', 'b'), 's@x/b')).toMatchObject({ verdict: 'pass' })
  const all = tape().received('server/1', to('s@x/a')).sent('server/1', unavailable('s@x'))
  expect(judge(all.barrier('server/1', 'b'))).toMatchObject({ verdict: 'pass' })
})

test('presence to a resource that is not there is none; an error of the account says nothing about it', () => {
  const nobody = (from: string) =>
    `<iq type='error' from='${from}'><error type='cancel'><service-unavailable xmlns='${NS.stanzaErrors}'/></error></iq>`
  const both = () => tape().received('server/1', to('s@x/a') + to('s@x/b'))
  const one = both().sent('server/1', nobody('s@x/a'))
  expect(judge(one.barrier('server/1', 'b'), 's@x/b')).toMatchObject({ verdict: 'pass' })
  const account = both().sent('server/1', nobody('s@x'))
  expect(judge(account.barrier('server/1', 'b'), 's@x/b')).toMatchObject({ deviation: '2 sessions' })
})

test('the end of the stream ends them all', () => {
  const closed = tape().received('server/1', `${to('s@x/a')}</stream:stream>`)
  expect(judge(closed)).toMatchObject({ verdict: 'pass' })
  expect(judge(closed, 's@x/a')).toMatchObject({ verdict: 'fail' })
})

test('is inconclusive when the barrier was not answered', () => {
  expect(judge(tape().received('server/1', to('s@x/a')), 's@x/a')).toMatchObject({ verdict: 'inconclusive' })
})
