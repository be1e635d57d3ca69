import { expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { PeerTape } from './test-peer.js'
import { type WalkArgs, walk } from './walk.js'

const judge = (tape: PeerTape, args: Partial<WalkArgs> & Pick<WalkArgs, 'asks'>) =>
  walk(tape.history, { nodes: [], ...args })
const redirect = `<stream:error><see-other-host xmlns='${NS.streamErrors}'>b:1</see-other-host></stream:error></stream:stream>`
const starttls = `<starttls xmlns='${NS.tls}'/>`
const auth = `<auth xmlns='${NS.sasl}'/>`
const secure = (tape: PeerTape, conn: string) => tape.add({ kind: 'secure', conn, protocol: 'TLSv1.3' })
const chain = (...nodes: string[]) => {
  const tape = new PeerTape()
  for (const [i, node] of nodes.entries())
    tape
      .accepted(`${node}/${i + 1}`)
      .sent(`${node}/${i + 1}`, redirect)
      .received(`${node}/${i + 1}`, '</stream:stream>')
  return tape
}

test('order: the nodes in the order they were connected to', () => {
  const nodes = ['a', 'b']
  expect(judge(chain('a', 'b'), { asks: 'order', nodes })).toMatchObject({ verdict: 'pass' })
  expect(judge(chain('a', 'c'), { asks: 'order', nodes }).deviation).toBe('it went to another node')
  expect(judge(chain('a'), { asks: 'order', nodes }).deviation).toBe('the walk has another length')
  const broken = chain('a').add({ kind: 'scope-end', outcome: 'not-seen', detail: '' })
  expect(judge(broken, { asks: 'order', nodes })).toMatchObject({ verdict: 'inconclusive' })
})

test('to: the same in all headers', () => {
  const same = new PeerTape().accepted('a/1').accepted('b/1')
  expect(judge(same, { asks: 'to' })).toMatchObject({ verdict: 'pass' })
  const other = new PeerTape().accepted('a/1').accepted('b/1', 'b.example')
  expect(judge(other, { asks: 'to' })).toMatchObject({ verdict: 'fail', evidence: [2, 5] })
  expect(judge(new PeerTape().accepted('a/1'), { asks: 'to' })).toMatchObject({ verdict: 'inconclusive' })
})

test('hops: within the limits', () => {
  const hops: [number, number] = [1, 2]
  expect(judge(chain('a', 'b', 'a'), { asks: 'hops', hops })).toMatchObject({ verdict: 'pass' })
  expect(judge(chain('a', 'b', 'a', 'b'), { asks: 'hops', hops })).toMatchObject({ verdict: 'fail' })
  expect(judge(chain('a'), { asks: 'hops', hops })).toMatchObject({ verdict: 'fail' })
})

test('tls: before SASL, on each connection', () => {
  const clear = new PeerTape().accepted('a/1').received('a/1', auth)
  expect(judge(clear, { asks: 'tls' })).toMatchObject({
    verdict: 'fail',
    deviation: 'SASL was begun in clear',
  })
  const secured = secure(new PeerTape().accepted('a/1'), 'a/1').header('a/1').received('a/1', auth)
  expect(judge(secured, { asks: 'tls' })).toMatchObject({ verdict: 'pass' })
  expect(judge(new PeerTape(), { asks: 'tls' })).toMatchObject({ verdict: 'inconclusive' })
})

test('stop: nothing to a host whose identity fails', () => {
  const args = { asks: 'stop' as const, nodes: ['b'] }
  const stopped = chain('a').accepted('b/1').received('b/1', starttls)
  expect(judge(stopped, args)).toMatchObject({ verdict: 'pass' })
  const went = secure(chain('a').accepted('b/1').received('b/1', starttls), 'b/1').header('b/1')
  expect(judge(went, args)).toMatchObject({ verdict: 'fail' })
  expect(judge(chain('a'), args)).toMatchObject({ verdict: 'inconclusive' })
})

test('ends: a closing tag, and nothing behind the error', () => {
  expect(judge(chain('a'), { asks: 'ends' })).toMatchObject({ verdict: 'pass' })
  const dropped = new PeerTape().accepted('a/1').sent('a/1', redirect)
  dropped.add({ kind: 'ended', conn: 'a/1', by: 'subject', how: 'reset' })
  expect(judge(dropped, { asks: 'ends' }).deviation).toBe('no closing tag came')
  const talks = new PeerTape()
    .accepted('a/1')
    .sent('a/1', redirect)
    .received('a/1', '<message/></stream:stream>')
  expect(judge(talks, { asks: 'ends' }).deviation).toBe('a stanza came behind the redirect')
  expect(judge(new PeerTape().accepted('a/1'), { asks: 'ends' })).toMatchObject({ verdict: 'inconclusive' })
})
