import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeCertificate } from '../../fixtures/reference/server/index.js'
import { systemClock } from '../core/clock.js'
import { SubjectGone } from '../core/deadline.js'
import { Journal, type ScopeRecorder } from '../journal/journal.js'
import { tcpNetwork } from './network.js'
import { TappedConnection } from './tapped-connection.js'

let server: Server
let scope: ScopeRecorder
let endpoint: { host: string; port: number }
beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  endpoint = { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
  scope = new Journal(undefined, systemClock).scoped('s')
})
afterEach(() => void server.close())

/** A connection and the subject's end of it. */
async function connected(): Promise<{ connection: TappedConnection; peer: Socket }> {
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const connection = await TappedConnection.open('a/1', endpoint, tcpNetwork, scope, systemClock, 5000)
  const [peer] = await accepted
  peer.on('error', () => undefined)
  return { connection, peer }
}

const ended = (connection: TappedConnection) => new Promise((resolve) => connection.onEnded(resolve))
const received = (connection: TappedConnection) =>
  new Promise<Buffer>((resolve) => connection.onData(resolve))
const pause = (ms: number) => new Promise<void>((resolve) => void systemClock.after(ms, resolve))
/** What was journalled, without numbers and times. */
const journalled = () => scope.seal().map(({ n: _, t: __, scope: ___, ...entry }) => entry)

describe('certificates', () => {
  const identity = (name: string) => makeCertificate([name], systemClock)

  test('of a subject that is the server are journalled, each once in a scope', async () => {
    const tls = await identity('subject.test')
    const secured = async (id: string, recorder: ScopeRecorder) => {
      const accepted = once(server, 'connection') as Promise<[Socket]>
      const connection = await TappedConnection.open(id, endpoint, tcpNetwork, recorder, systemClock, 5000)
      const [peer] = await accepted
      const inner = new TLSSocket(peer, { isServer: true, cert: tls.certificate, key: tls.key })
      inner.on('error', () => undefined)
      await connection.secure('subject.test', systemClock, 5000)
      connection.reset()
    }
    const other = new Journal(undefined, systemClock).scoped('other')
    for (const [id, recorder] of [
      ['a/1', scope],
      ['a/2', scope],
      ['b/1', other],
    ] as const)
      await secured(id, recorder)
    const seen = [...scope.seal(), ...other.seal()].filter(({ kind }) => kind === 'certificate')
    expect(seen).toMatchObject([{ conn: 'a/1', pem: tls.certificate.trim().concat('\n') }, { conn: 'b/1' }])
  })

  test('of the harness are journalled, also when the handshake fails, and never their keys', async () => {
    const tls = await identity('harness.test')
    const { connection, peer } = await connected()
    const refused = connection.secureAsServer(tls, systemClock, 5000)
    peer.write('<this-is-no-tls/>')
    await expect(refused).rejects.toThrow(SubjectGone)
    const kinds = journalled().filter(({ kind }) => kind === 'certificate' || kind === 'secure')
    expect(kinds).toEqual([{ kind: 'certificate', conn: 'a/1', pem: tls.certificate }])
    expect(JSON.stringify(kinds)).not.toContain('PRIVATE')
  })
})

describe('bytes', () => {
  test('are journalled in both directions, in order', async () => {
    const { connection, peer } = await connected()
    peer.once('data', () => peer.write('<answer/>'))
    const answer = received(connection)
    connection.write('<question/>')
    expect((await answer).toString()).toBe('<answer/>')
    peer.destroy()
    expect(journalled()).toMatchObject([
      { kind: 'open', conn: 'a/1', ...endpoint },
      { kind: 'sent', conn: 'a/1', data: '<question/>' },
      { kind: 'received', conn: 'a/1', data: '<answer/>' },
    ])
  })

  test('that are no whole characters are journalled as base64', async () => {
    const { connection, peer } = await connected()
    const half = Buffer.from('🐧').subarray(0, 2)
    const piece = received(connection)
    peer.write(half)
    await piece
    peer.destroy()
    expect(journalled()[1]).toEqual({
      kind: 'received',
      conn: 'a/1',
      data: half.toString('base64'),
      encoding: 'base64',
    })
  })

  test('that leave in halves are two records inside TLS, and one piece in the journal', async () => {
    const { connection, peer } = await connected()
    const tls = await makeCertificate(['subject.test'], systemClock)
    const inner = new TLSSocket(peer, { isServer: true, cert: tls.certificate, key: tls.key })
    inner.on('error', () => undefined)
    await connection.secure('subject.test', systemClock, 5000)
    connection.halve()
    const pieces: string[] = []
    const whole = new Promise<void>((resolve) => {
      inner.on('data', (bytes: Buffer) => {
        pieces.push(bytes.toString())
        if (pieces.join('') === '<presence/>') resolve()
      })
    })
    connection.write('<presence/>')
    await whole
    inner.destroy()
    expect(pieces).toEqual(['<prese', 'nce/>'])
    expect(journalled().filter(({ kind }) => kind === 'sent')).toMatchObject([{ data: '<presence/>' }])
  })
})

describe('ends', () => {
  test('a FIN of the subject', async () => {
    const { connection, peer } = await connected()
    peer.end()
    expect(await ended(connection)).toBe('fin')
    expect(connection.ended).toBe('fin')
    expect(journalled().at(-1)).toEqual({ kind: 'ended', conn: 'a/1', by: 'subject', how: 'fin' })
  })

  test('a RST of the subject', async () => {
    const { connection, peer } = await connected()
    peer.resetAndDestroy()
    expect(await ended(connection)).toBe('reset')
    expect(journalled().at(-1)).toMatchObject({ by: 'subject', how: 'reset', detail: 'ECONNRESET' })
  })

  test('a FIN of ours still reads what the subject has to say', async () => {
    const { connection, peer } = await connected()
    peer.once('end', () => peer.end('<last/>'))
    peer.resume()
    const last = received(connection)
    connection.fin()
    await last
    expect(journalled()).toMatchObject([
      { kind: 'open' },
      { kind: 'ended', by: 'harness', how: 'fin' },
      { kind: 'received', data: '<last/>' },
    ])
  })

  test('a RST of ours arrives as one', async () => {
    const { connection, peer } = await connected()
    const failure = new Promise<NodeJS.ErrnoException>((resolve) => peer.once('error', resolve))
    peer.resume()
    connection.reset()
    expect((await failure).code).toBe('ECONNRESET')
    expect(journalled().filter((e) => e.kind === 'ended')).toMatchObject([{ by: 'harness', how: 'reset' }])
  })

  test('is journalled once, and nothing is written after it', async () => {
    const { connection, peer } = await connected()
    connection.fin()
    connection.fin()
    connection.reset()
    connection.write('<late/>')
    peer.destroy()
    expect(journalled().map((e) => e.kind)).toEqual(['open', 'ended'])
  })

  test('a listener that comes late is told at once', async () => {
    const { connection, peer } = await connected()
    connection.fin()
    expect(await ended(connection)).toBe('fin')
    peer.destroy()
  })
})

describe('silence', () => {
  test('reads nothing and writes nothing until it is over, and the connection stays', async () => {
    const { connection, peer } = await connected()
    peer.once('data', () => peer.write('<answer/>'))
    const answer = received(connection)
    connection.write('<question/>')
    await answer
    const read: string[] = []
    connection.onData((bytes) => read.push(String(bytes)))
    connection.silence()
    connection.silence()
    connection.write('<unsaid/>')
    const taken = new Promise((resolve) => peer.write('<unheard/>', resolve))
    await taken
    peer.end()
    await pause(50)
    expect(connection.ended).toBeUndefined()
    expect(read).toEqual([])
    expect(journalled().slice(3)).toEqual([{ kind: 'silent', conn: 'a/1' }])
  })

  test('is over: first comes what was sent meanwhile, then the end', async () => {
    const { connection, peer } = await connected()
    connection.silence()
    peer.end('<unheard/>')
    connection.wake()
    expect(await ended(connection)).toBe('fin')
    expect(journalled()).toMatchObject([
      { kind: 'open' },
      { kind: 'silent' },
      { kind: 'awake' },
      { kind: 'received', data: '<unheard/>' },
      { kind: 'ended', by: 'subject', how: 'fin' },
    ])
  })

  test('does not keep the connection from being let go', async () => {
    const { connection, peer } = await connected()
    connection.silence()
    const goodbye = once(peer, 'data')
    peer.once('end', () => peer.end())
    await connection.discard(systemClock, 5000)
    expect(String((await goodbye)[0])).toBe('</stream:stream>')
    expect(journalled().map((e) => e.kind)).toEqual(['open', 'silent'])
  })
})

test('a port that nobody listens on is a subject that is gone', async () => {
  server.close()
  await once(server, 'close')
  const open = TappedConnection.open('a/1', endpoint, tcpNetwork, scope, systemClock, 5000)
  await expect(open).rejects.toThrow(SubjectGone)
  expect(journalled()).toMatchObject([{ kind: 'open' }, { kind: 'ended', by: 'subject', how: 'refused' }])
})

test('discard says goodbye, journals nothing more, and closes', async () => {
  const { connection, peer } = await connected()
  const goodbye = once(peer, 'data')
  peer.once('end', () => peer.end('<late/>'))
  await connection.discard(systemClock, 5000)
  expect(String((await goodbye)[0])).toBe('</stream:stream>')
  expect(journalled().map((e) => e.kind)).toEqual(['open'])
})
