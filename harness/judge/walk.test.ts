import { describe, expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { PeerTape } from './test-peer.js'
import { type WalkArgs, walk } from './walk.js'

const judge = (tape: PeerTape, args: Partial<WalkArgs> & Pick<WalkArgs, 'asks'>) =>
  walk(tape.history, { nodes: [], ...args })
const redirect = `<stream:error><see-other-host xmlns='${NS.streamErrors}'>b:1</see-other-host></stream:error></stream:stream>`
const undefinedCondition = `<stream:error><undefined-condition xmlns='${NS.streamErrors}'/></stream:error>`
const starttls = `<starttls xmlns='${NS.tls}'/>`
const auth = `<auth xmlns='${NS.sasl}'/>`
const notXml = `<stream:error><not-well-formed xmlns='${NS.streamErrors}'/></stream:error></stream:stream>`
const bound = `<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>u@x/r</jid></bind></iq>`
const secure = (tape: PeerTape, conn: string) => tape.add({ kind: 'secure', conn, protocol: 'TLSv1.3' })
const done = (tape: PeerTape) => tape.add({ kind: 'scope-end', outcome: 'done', detail: '' })
const broken = (tape: PeerTape) => tape.add({ kind: 'scope-end', outcome: 'not-seen', detail: '' })

/** The subject at these nodes, one after the other; each redirects it and is left in order. */
const chain = (...nodes: string[]) => {
  const tape = new PeerTape()
  for (const [i, node] of nodes.entries())
    tape
      .accepted(`${node}/${i + 1}`)
      .sent(`${node}/${i + 1}`, redirect)
      .received(`${node}/${i + 1}`, '</stream:stream>')
  return tape
}

test('order: nowhere else', () => {
  const args = { asks: 'order' as const, nodes: ['a', 'b'] }
  expect(judge(done(chain('a', 'b')), args)).toMatchObject({ verdict: 'pass' })
  expect(judge(done(chain('a', 'b', 'a')), args).deviation).toBe('it connected more often')
  expect(judge(done(chain('a')), args).deviation).toBe('it did not go on')
  expect(judge(broken(chain('a')), args)).toMatchObject({ verdict: 'inconclusive' })
})

describe('begins', () => {
  const args = { asks: 'begins' as const, nodes: ['a', 'b'] }

  test('the nodes in the order they were connected to, whatever comes later', () => {
    expect(judge(done(chain('a', 'b')), args)).toMatchObject({ verdict: 'pass' })
    expect(judge(done(chain('a', 'b', 'a')), args)).toMatchObject({ verdict: 'pass' })
    expect(judge(done(chain('a', 'c', 'b')), args).deviation).toBe('it went to another node')
    expect(judge(done(chain('a')), args).deviation).toBe('it did not go on')
  })

  test('a walk that may not have ended lacks nothing, but what was seen counts', () => {
    expect(judge(broken(chain('a')), args)).toMatchObject({ verdict: 'inconclusive' })
    expect(judge(broken(chain('a', 'c')), args)).toMatchObject({ verdict: 'fail' })
    expect(judge(broken(chain('a', 'b')), args)).toMatchObject({ verdict: 'inconclusive' })
  })

  test('a walk begins where it is said to', () => {
    expect(judge(done(chain('c', 'a', 'b')), { ...args, since: 'a/2' })).toMatchObject({ verdict: 'pass' })
    expect(judge(done(chain('c', 'a', 'b')), args)).toMatchObject({ verdict: 'fail' })
    const never = { ...args, since: 'a/9' }
    expect(judge(done(chain('c', 'a', 'b')), never)).toMatchObject({ verdict: 'inconclusive' })
  })

  test('who never follows an ordinary redirect is not judged by others', () => {
    expect(judge(done(chain('a')), { ...args, plain: 'p' })).toMatchObject({ verdict: 'inapplicable' })
    expect(judge(broken(chain('a')), { ...args, plain: 'p' })).toMatchObject({ verdict: 'inconclusive' })
    const other = { ...args, plain: 'p', since: 'a/3' }
    expect(judge(done(chain('a', 'p', 'a')), other)).toMatchObject({ verdict: 'fail' })
  })
})

test('arrives: at the last node, with a session, by no other way', () => {
  const args = { asks: 'arrives' as const, nodes: ['a', 'b'] }
  expect(judge(done(chain('a', 'b')), args).deviation).toBe('it has no session at the last node')
  expect(judge(done(chain('a').accepted('b/1').sent('b/1', bound)), args)).toMatchObject({ verdict: 'pass' })
  const again = done(chain('a', 'b').accepted('b/3').sent('b/3', bound))
  expect(judge(again, args).deviation).toBe('it connected more often')
  expect(judge(broken(chain('a').accepted('b/1')), args)).toMatchObject({ verdict: 'inconclusive' })
})

test('avoids: no connection where nothing points to', () => {
  const args = { asks: 'avoids' as const, nodes: ['decoy'] }
  expect(judge(done(chain('a', 'b')), args)).toMatchObject({ verdict: 'pass' })
  expect(judge(broken(chain('a', 'decoy')), args)).toMatchObject({ verdict: 'fail' })
  expect(judge(done(new PeerTape()), args)).toMatchObject({ verdict: 'inconclusive' })
})

test('to: the same in all headers, or the given one', () => {
  const same = () => done(new PeerTape().accepted('a/1').accepted('b/1'))
  expect(judge(same(), { asks: 'to' })).toMatchObject({ verdict: 'pass' })
  expect(judge(same(), { asks: 'to', to: 'x' })).toMatchObject({ verdict: 'pass' })
  expect(judge(same(), { asks: 'to', to: 'y' })).toMatchObject({ verdict: 'fail' })
  const other = new PeerTape().accepted('a/1').accepted('b/1', 'b.example')
  expect(judge(other, { asks: 'to' })).toMatchObject({ verdict: 'fail', evidence: [2, 5] })
  expect(judge(new PeerTape().accepted('a/1'), { asks: 'to' })).toMatchObject({ verdict: 'inconclusive' })
})

describe('hops and bounded', () => {
  const hops: [number, number] = [2, 3]

  test('the longest chain counts; a chain begins where the walk began', () => {
    const twice = done(chain('a', 'b', 'c', 'a', 'b', 'c'))
    expect(judge(twice, { asks: 'hops', hops })).toMatchObject({ verdict: 'pass' })
    expect(judge(done(chain('a', 'b', 'c', 'b', 'c')), { asks: 'hops', hops }).deviation).toBe(
      'more than 3 redirects are followed',
    )
    expect(judge(done(chain('a', 'b', 'a', 'b')), { asks: 'hops', hops }).deviation).toBe(
      'fewer than 2 redirects are followed',
    )
  })

  test('too many are seen, too few may be still to come', () => {
    expect(judge(broken(chain('a', 'b', 'b', 'b', 'b')), { asks: 'hops', hops }).verdict).toBe('fail')
    expect(judge(broken(chain('a', 'b')), { asks: 'hops', hops }).verdict).toBe('inconclusive')
    expect(judge(done(new PeerTape()), { asks: 'hops', hops }).verdict).toBe('inconclusive')
  })

  test('another number than is good is lax where only an end is asked for', () => {
    const args = { asks: 'bounded' as const, hops, endless: 5 }
    expect(judge(done(chain('a', 'b', 'b')), args)).toMatchObject({ verdict: 'pass' })
    expect(judge(done(chain('a', 'b')), args)).toMatchObject({ verdict: 'pass-lax' })
    expect(judge(done(chain('a', 'b', 'b', 'b', 'b')), args)).toMatchObject({ verdict: 'pass-lax' })
    expect(judge(done(chain('a', 'b', 'b', 'b', 'b', 'b')), args)).toMatchObject({ verdict: 'fail' })
    expect(judge(broken(chain('a', 'b')), args)).toMatchObject({ verdict: 'inconclusive' })
  })
})

test('tls: before SASL, on each connection', () => {
  const clear = new PeerTape().accepted('a/1').received('a/1', auth)
  expect(judge(clear, { asks: 'tls' })).toMatchObject({
    verdict: 'fail',
    deviation: 'SASL was begun in clear',
  })
  const secured = secure(new PeerTape().accepted('a/1'), 'a/1').header('a/1').received('a/1', auth)
  expect(judge(secured, { asks: 'tls' })).toMatchObject({ verdict: 'pass' })
  expect(judge(secured, { asks: 'tls', nodes: ['b'] })).toMatchObject({ verdict: 'inconclusive' })
  expect(judge(new PeerTape(), { asks: 'tls' })).toMatchObject({ verdict: 'inconclusive' })
})

describe('stop', () => {
  const args = { asks: 'stop' as const, nodes: ['b'] }
  const told = (data: string) => done(chain('a').accepted('b/1').received('b/1', data))

  test('a request for TLS, a stream error and a closing tag are no secrets', () => {
    expect(judge(told(`${starttls}</stream:stream>`), args)).toMatchObject({ verdict: 'pass' })
    expect(judge(told(notXml), args)).toMatchObject({ verdict: 'pass' })
  })

  test('anything else is too much, in clear and inside TLS', () => {
    expect(judge(told(auth), args)).toMatchObject({ verdict: 'fail' })
    expect(judge(told('<presence/>'), args)).toMatchObject({ verdict: 'fail' })
    const went = secure(chain('a').accepted('b/1').received('b/1', starttls), 'b/1').header('b/1')
    expect(judge(broken(went), args)).toMatchObject({ verdict: 'fail' })
    const direct = new PeerTape().add({ kind: 'accepted', conn: 'b/1', host: '::1', port: 1 })
    expect(judge(secure(direct, 'b/1').header('b/1'), args)).toMatchObject({ verdict: 'fail' })
  })

  test('TLS alone tells nothing; who was not there was told nothing', () => {
    const shook = secure(chain('a').accepted('b/1').received('b/1', starttls), 'b/1')
    expect(judge(done(shook), args)).toMatchObject({ verdict: 'pass' })
    expect(judge(done(chain('a')), args)).toMatchObject({ verdict: 'inconclusive' })
  })
})

describe('closes and ends', () => {
  const cut = (by: 'harness' | 'subject', after: number) => {
    const tape = new PeerTape().accepted('a/1').sent('a/1', redirect).later(after)
    return done(tape.add({ kind: 'ended', conn: 'a/1', by, how: 'fin' }))
  }

  test('a closing tag behind the error', () => {
    for (const asks of ['closes', 'ends'] as const) {
      expect(judge(done(chain('a')), { asks })).toMatchObject({ verdict: 'pass' })
      expect(judge(cut('subject', 0), { asks }).deviation).toBe('no closing tag came')
      expect(judge(done(new PeerTape().accepted('a/1')), { asks })).toMatchObject({ verdict: 'inconclusive' })
    }
  })

  test('whom the harness cuts too early could still have closed', () => {
    expect(judge(cut('harness', 0), { asks: 'closes' })).toMatchObject({ verdict: 'inconclusive' })
    expect(judge(cut('harness', 2000), { asks: 'closes' })).toMatchObject({ verdict: 'fail' })
    const open = new PeerTape().accepted('a/1').sent('a/1', redirect)
    expect(judge(done(open), { asks: 'closes' })).toMatchObject({ verdict: 'inconclusive' })
    expect(judge(done(open.later(2000)), { asks: 'closes' })).toMatchObject({ verdict: 'fail' })
  })

  test('a stanza behind a redirect', () => {
    const talks = chain().accepted('a/1').sent('a/1', redirect)
    talks.received('a/1', '<message/></stream:stream>')
    expect(judge(broken(talks), { asks: 'ends' }).deviation).toBe('a stanza came behind the redirect')
    expect(judge(done(talks), { asks: 'closes' })).toMatchObject({ verdict: 'pass' })
  })

  test('another error is no redirect', () => {
    const tape = new PeerTape().accepted('a/1').sent('a/1', undefinedCondition)
    expect(judge(done(tape), { asks: 'ends' })).toMatchObject({ verdict: 'inconclusive' })
  })
})

describe('copes', () => {
  const args = { asks: 'copes' as const, nodes: ['trap'], within: 1000 }

  test('it connects again, or says something', () => {
    expect(judge(done(chain('a').accepted('a/2')), args)).toMatchObject({ verdict: 'pass' })
    const says = chain('a').add({ kind: 'log', text: 'no such host' })
    expect(judge(done(says), args)).toMatchObject({ verdict: 'pass' })
  })

  test('nothing is too little, but not before its time is up', () => {
    expect(judge(done(chain('a').later(1000)), args).deviation).toBe('nothing came of it')
    expect(judge(done(chain('a')), args)).toMatchObject({ verdict: 'inconclusive' })
    expect(judge(broken(chain('a').later(1000)), args)).toMatchObject({ verdict: 'inconclusive' })
  })

  test('what it said before does not count, nor does the way to a trap', () => {
    const before = new PeerTape().accepted('a/1').add({ kind: 'log', text: 'hello' }).sent('a/1', redirect)
    expect(judge(done(before.later(1000)), args)).toMatchObject({ verdict: 'fail' })
    expect(judge(broken(chain('a', 'trap')), args).deviation).toBe('it connected to another host')
  })
})

test('follows: recorded', () => {
  const args = { asks: 'follows' as const, nodes: ['b'] }
  expect(judge(done(chain('a', 'b')), args)).toMatchObject({
    verdict: 'observed',
    explanation: 'It goes where it is sent.',
  })
  expect(judge(done(chain('a')), args).explanation).toBe('It does not go where it is sent.')
  expect(judge(broken(chain('a')), args)).toMatchObject({ verdict: 'inconclusive' })
})
