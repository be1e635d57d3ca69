import { expect, test } from 'vitest'
import type { Entry } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { type ResponseHeaderArgs, responseHeader } from './response-header.js'
import { PeerTape } from './test-peer.js'

const SPACES = `xmlns='${NS.client}' xmlns:stream='${NS.stream}' version='1.0'`
const opened = (conn: string): Entry => ({ kind: 'open', conn, host: '127.0.0.1', port: 5222 })

/** Streams on a connection each; what the client's header and the answer say is given in pairs. */
function streams(...pairs: [request: string, response: string][]): PeerTape {
  const tape = new PeerTape()
  for (const [i, [request, response]] of pairs.entries())
    tape
      .add(opened(`c/${i + 1}`))
      .sent(`c/${i + 1}`, `<stream:stream to='x' ${request} ${SPACES}>`)
      .received(`c/${i + 1}`, `<stream:stream ${response} ${SPACES}>`)
  return tape
}

const judge = (asks: ResponseHeaderArgs['asks'], tape: PeerTape) =>
  responseHeader(tape.history, {
    at: tape.history.connections.map(({ id }) => id),
    asks,
    domain: 'x',
  })

test('from: a domain, whatever its case; another one may be its own, too', () => {
  expect(judge('from', streams(['', "from='X'"]))).toMatchObject({ verdict: 'pass' })
  for (const from of ['', "from=''", "from='a@x'", "from='x/r'"])
    expect(judge('from', streams(['', from])), from).toMatchObject({ verdict: 'fail' })
  expect(judge('from', streams(['', "from='y'"]))).toMatchObject({ verdict: 'inconclusive' })
})

test('to: exactly if there was a from, and bare', () => {
  expect(judge('to', streams(['', ''], ["from='a@x/r'", "to='a@x'"]))).toMatchObject({ verdict: 'pass' })
  expect(judge('to', streams(['', "to='a@x'"])).deviation).toBe('a `to` that no `from` asked for')
  expect(judge('to', streams(["from='a@x'", ''])).deviation).toBe('no `to` in spite of a `from`')
  expect(judge('to', streams(["from='a@x/r'", "to='a@x/r'"]))).toMatchObject({ verdict: 'fail' })
})

const many = (idOf: (i: number) => string) =>
  streams(...Array.from({ length: 10 }, (_, i): [string, string] => ['', `id='${idOf(i)}'`]))

test('id: there, unique, and with enough chance in it', () => {
  const drawn = ['a9Xk2', 'Qw81z', '0pLm4', 'zZ3vB', 'mN6cT', '7hYe1', 'Rt5gU', 'kJ2sD', 'bV8nO', 'iC4fA']
  expect(
    judge(
      'id',
      many((i) => `${drawn[i]}${drawn[(i + 3) % 10]}`),
    ),
  ).toMatchObject({ verdict: 'pass' })
  expect(
    judge(
      'id',
      many((i) => `stream-${i}`),
    ).deviation,
  ).toBe('ids differ in too few places')
  expect(
    judge(
      'id',
      many((i) => `${drawn[i % 9]}${drawn[i % 9]}`),
    ).deviation,
  ).toBe('two streams have one id')
  expect(
    judge(
      'id',
      many((i) => (i === 4 ? '' : `${drawn[i]}${i}`)),
    ).deviation,
  ).toBe('a header has no id')
  expect(judge('id', streams(['', "id='a'"], ['', "id='b'"]))).toMatchObject({ verdict: 'inconclusive' })
})

test('restart: ids of one connection differ', () => {
  const again = (id: string) =>
    streams(['', "id='one'"])
      .sent('c/1', `<?xml version='1.0'?><stream:stream to='x' ${SPACES}>`)
      .received('c/1', `<?xml version='1.0'?><stream:stream id='${id}' ${SPACES}>`)
  expect(judge('restart', again('two'))).toMatchObject({ verdict: 'pass' })
  expect(judge('restart', again('one'))).toMatchObject({ verdict: 'fail' })
  expect(judge('restart', streams(['', "id='one'"]))).toMatchObject({ verdict: 'inconclusive' })
})

test('a connection without an answer leaves everything open', () => {
  const tape = streams(['', "id='one'"]).add(opened('c/2'))
  for (const asks of ['from', 'to', 'id', 'restart'] as const)
    expect(judge(asks, tape), asks).toMatchObject({ verdict: 'inconclusive' })
})
