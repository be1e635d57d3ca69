import { expect, test } from 'vitest'
import { PeerTape } from './test-peer.js'
import { type TlsStartArgs, tlsStart } from './tls-start.js'

const at = 'node/1'
const accepted = () => new PeerTape().add({ kind: 'accepted', conn: at, host: '127.0.0.1', port: 5223 })
const secure = (tape: PeerTape, sni = 'x') => tape.add({ kind: 'secure', conn: at, protocol: 'TLSv1.3', sni })
const judge = (asks: TlsStartArgs['asks'], tape: PeerTape) =>
  tlsStart(tape.history, { nodes: ['node'], asks, ...(asks === 'direct' ? { sni: 'x' } : {}) })

test('direct: TLS first, for the domain', () => {
  expect(judge('direct', secure(accepted()).header(at))).toMatchObject({ verdict: 'pass' })
  expect(judge('direct', secure(accepted(), 'node.example').header(at)).deviation).toBe(
    'the handshake named another host',
  )
  expect(judge('direct', secure(accepted().header(at)))).toMatchObject({ verdict: 'fail' })
  expect(judge('direct', accepted()).deviation).toBe('no TLS handshake came first')
  expect(judge('direct', new PeerTape())).toMatchObject({ verdict: 'inapplicable' })
})

test('starttls: the stream first', () => {
  expect(judge('starttls', secure(accepted().header(at)).header(at))).toMatchObject({ verdict: 'pass' })
  const hello = Buffer.from([22, 3, 1, 2, 0, 1, 0, 255]).toString('base64')
  const direct = accepted().add({ kind: 'received', conn: at, data: hello, encoding: 'base64' })
  expect(judge('starttls', direct)).toMatchObject({ verdict: 'fail' })
  expect(judge('starttls', secure(accepted()).header(at))).toMatchObject({ verdict: 'fail' })
  expect(judge('starttls', new PeerTape())).toMatchObject({ verdict: 'inconclusive' })
})
