import 'reflect-metadata'
import { KeyObject, webcrypto } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { duplexPair } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { X509CertificateGenerator } from '@peculiar/x509'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Link, LinkEnd, TlsIdentity } from '../core/link.js'
import type { Listener } from './network.js'
import { listenTcp } from './tcp-link.js'

let identity: TlsIdentity

beforeAll(async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    notAfter: new Date('2100-01-01'),
    signingAlgorithm: algorithm,
    keys,
  })
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' })
  identity = { certificate: certificate.toString('pem'), key: `${key}` }
})

/** A promise together with what settles it. */
function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

const open: { listener: Listener; socket: Socket }[] = []

afterEach(() => {
  for (const { listener, socket } of open.splice(0)) {
    socket.destroy()
    listener.close()
  }
})

async function connected(): Promise<{ link: Link; socket: Socket }> {
  const accepted = deferred<Link>()
  const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, accepted.resolve)
  const socket = connect({ host: '127.0.0.1', port: listener.port, allowHalfOpen: true })
  open.push({ listener, socket })
  socket.on('error', () => {})
  return { link: await accepted.promise, socket }
}

function heard(link: Link) {
  const ended = deferred<LinkEnd>()
  const data = deferred<string>()
  link.listen({ data: (bytes) => data.resolve(bytes.toString()), ended: ended.resolve })
  return { data: data.promise, ended: ended.promise }
}

async function secured() {
  const { link, socket } = await connected()
  const { data, ended } = heard(link)
  const handshake = link.secureAsServer(identity)
  // A pair in between keeps the TCP socket's own events observable.
  const [near, far] = duplexPair()
  socket.pipe(far).pipe(socket)
  const tls = connectTls({ socket: near, rejectUnauthorized: false })
  tls.on('error', () => {})
  await handshake
  return { link, socket, tls, data, ended }
}

test('bytes that arrive before listen are delivered after it', async () => {
  const { link, socket } = await connected()
  await new Promise<void>((sent) => socket.write('early', () => sent()))
  expect(await heard(link).data).toBe('early')
})

test('a FIN is an orderly end, and writing goes on after it', async () => {
  const { link, socket } = await connected()
  socket.end()
  expect(await heard(link).ended).toBe('fin')
  link.write('late')
  expect(`${(await once(socket, 'data'))[0]}`).toBe('late')
})

test('a RST from the peer is a reset', async () => {
  const { link, socket } = await connected()
  const { ended } = heard(link)
  socket.resetAndDestroy()
  expect(await ended).toBe('reset')
})

test('reset sends a RST', async () => {
  const { link, socket } = await connected()
  link.reset()
  expect((await once(socket, 'error'))[0]).toMatchObject({ code: 'ECONNRESET' })
})

test('a link is upgraded to TLS in place', async () => {
  const { link, tls, data, ended } = await secured()
  expect(link.secure).toBe(true)
  tls.write('inside')
  expect(await data).toBe('inside')
  link.write('answer')
  expect(`${(await once(tls, 'data'))[0]}`).toBe('answer')
  tls.end()
  expect(await ended).toBe('fin')
})

test('reset inside TLS resets the TCP connection below', async () => {
  const { link, socket } = await secured()
  const failed = once(socket, 'error')
  link.reset()
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' })
})

test('a failed TLS handshake is rejected and ends the link', async () => {
  const { link, socket } = await connected()
  const { ended } = heard(link)
  const handshake = link.secureAsServer(identity)
  socket.write('this is no TLS')
  await expect(handshake).rejects.toThrow()
  expect(await ended).toBe('reset')
})
