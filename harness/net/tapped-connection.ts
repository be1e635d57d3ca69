import { isUtf8 } from 'node:buffer'
import { EventEmitter } from 'node:events'
import type { Clock } from '../core/clock.js'
import { NotSeen, SubjectGone, withDeadline } from '../core/deadline.js'
import type { ClientLink, Endpoint, Link, TlsIdentity } from '../core/link.js'
import type { ConnectionEnd } from '../journal/event.js'
import type { Recorder } from '../journal/journal.js'
import type { Network } from './network.js'

/** Which certificates a recorder has been told of. */
const presented = new WeakMap<Recorder, Set<string>>()

/** A connection with the subject whose bytes, above TLS, are journalled as they pass. */
export class TappedConnection {
  readonly id: string
  readonly #recorder: Recorder
  readonly #link: ClientLink
  #ended: ConnectionEnd | undefined
  #peerEnded = false
  #silent = false
  #inHalves = false
  #discarded: (() => void) | undefined
  readonly #events = new EventEmitter<{ data: [Buffer]; ended: [ConnectionEnd] }>()

  private constructor(id: string, link: ClientLink, recorder: Recorder) {
    this.id = id
    this.#link = link
    this.#recorder = recorder
    link.listen({ data: (bytes) => this.#data(bytes), ended: (how, detail) => this.#peerEnd(how, detail) })
  }

  /**
   * Connects to the subject and journals the connection under `id`.
   * @throws SubjectGone when nothing accepts it within `ms`
   */
  static async open(
    id: string,
    to: Endpoint,
    network: Network,
    recorder: Recorder,
    clock: Clock,
    ms: number,
  ): Promise<TappedConnection> {
    recorder.record({ kind: 'open', conn: id, ...to })
    const dialled = network.dial(to)
    try {
      const link = await withDeadline(dialled, ms, clock, `a connection to ${to.host}:${to.port}`)
      return new TappedConnection(id, link, recorder)
    } catch (error) {
      dialled.then(
        (late) => late.reset(),
        () => undefined,
      )
      const detail = error instanceof Error ? error.message : String(error)
      recorder.record({ kind: 'ended', conn: id, by: 'subject', how: 'refused', detail })
      throw new SubjectGone(`The subject does not accept connections at ${to.host}:${to.port}: ${detail}`)
    }
  }

  /** Journals a link that the subject made to the endpoint `at` of the harness, under `id`. */
  static accepted(id: string, at: Endpoint, link: Link, recorder: Recorder): TappedConnection {
    recorder.record({ kind: 'accepted', conn: id, ...at })
    return new TappedConnection(id, link, recorder)
  }

  /** The port at this end, where there are ports. */
  get port(): number | undefined {
    return this.#link.port
  }

  /** How the connection ended, if it has. */
  get ended(): ConnectionEnd | undefined {
    return this.#ended
  }

  /** Calls `listener` with every piece of bytes from the subject, above TLS. */
  onData(listener: (bytes: Buffer) => void): void {
    this.#events.on('data', listener)
  }

  /** Stops calling `listener`. */
  offData(listener: (bytes: Buffer) => void): void {
    this.#events.off('data', listener)
  }

  /** Calls `listener` once, when either side has ended the connection. */
  onEnded(listener: (how: ConnectionEnd) => void): void {
    if (this.#ended === undefined) this.#events.once('ended', listener)
    else listener(this.#ended)
  }

  /** Resolves when either side has ended the connection, or after `ms`. */
  untilEnded(clock: Clock, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = clock.after(ms, resolve)
      this.onEnded(() => {
        timer.cancel()
        resolve()
      })
    })
  }

  /** Writes `data` in one piece and journals it. Does nothing once the connection has ended, or while it is silent. */
  write(data: string | Buffer): void {
    if (this.#ended !== undefined || this.#silent) return
    this.#recorder.record({ kind: 'sent', conn: this.id, ...payload(data) })
    for (const piece of this.#inHalves ? halvesOf(Buffer.from(data)) : [data]) this.#link.write(piece)
  }

  /**
   * From now on what is written in one piece leaves in two: inside TLS each is a record, and what the network does to
   * the connection between them the subject sees in the middle of a stanza.
   */
  halve(): void {
    this.#inHalves = true
  }

  /**
   * Negotiates TLS as a client. The certificate is accepted whatever it is: a server's certificate is not what
   * this connection is for, and its subject runs on loopback or in a container network.
   * @throws NotSeen after `ms`; SubjectGone when the handshake fails
   */
  async secure(servername: string, clock: Clock, ms: number): Promise<void> {
    if (this.#link.secureAsClient === undefined) throw new Error('This link has no TLS.')
    const done = this.#link.secureAsClient(servername, { verify: 'none' })
    await this.#secured(done, clock, ms)
  }

  /**
   * Negotiates TLS as the server that `identity` names.
   * @throws NotSeen after `ms`; SubjectGone when the handshake fails, also when the subject refuses the certificate
   */
  async secureAsServer(identity: TlsIdentity, clock: Clock, ms: number): Promise<void> {
    this.#presented(identity.certificate)
    await this.#secured(this.#link.secureAsServer(identity), clock, ms)
  }

  /** Sends FIN behind everything written; input is still read until the subject's FIN. */
  fin(): void {
    if (this.#ended !== undefined) return
    this.#end('harness', 'fin')
    this.#link.end()
  }

  /** Breaks the connection with a RST, also below TLS. */
  reset(): void {
    if (this.#ended !== undefined) return
    this.#end('harness', 'reset')
    this.#link.reset()
  }

  /**
   * Hangs like a process that is stopped: reads nothing more, writes nothing more, and keeps the connection, whose
   * bytes the transport goes on to acknowledge until its buffers are full.
   * @param because of a black hole that has opened below it, in which its packets are lost
   */
  silence(because?: 'black-hole'): void {
    if (this.#ended !== undefined || this.#silent) return
    this.#silent = true
    this.#link.pause()
    this.#recorder.record({ kind: 'silent', conn: this.id, ...(because === undefined ? {} : { because }) })
  }

  /** Goes on after `silence`: reads first what has arrived meanwhile, the subject's end of it too. */
  wake(): void {
    if (!this.#silent) return
    this.#silent = false
    this.#recorder.record({ kind: 'awake', conn: this.id })
    this.#link.resume()
  }

  /**
   * Lets go of the connection when its scenario is over: says goodbye (RFC 6120 4.4), journals nothing more, and
   * breaks the link unless the peer answers within `ms`.
   */
  discard(clock: Clock, ms: number): Promise<void> {
    this.#events.removeAllListeners()
    return new Promise((resolve) => {
      const timer = clock.after(ms, () => {
        this.#link.reset()
        resolve()
      })
      this.#discarded = () => {
        timer.cancel()
        resolve()
      }
      if (this.#silent) this.#link.resume()
      if (this.#ended === undefined) this.#link.write('</stream:stream>')
      if (this.#peerEnded || this.#ended === 'reset') this.#discarded()
      this.#link.end()
    })
  }

  async #secured(handshake: Promise<void>, clock: Clock, ms: number): Promise<void> {
    try {
      await withDeadline(handshake, ms, clock, 'the TLS handshake')
    } catch (error) {
      if (error instanceof NotSeen) throw error
      const why = error instanceof Error ? error.message : String(error)
      throw new SubjectGone(`The TLS handshake on ${this.id} failed: ${why}`)
    }
    const { protocol = 'TLS', serverName, certificate } = this.#link
    const sni = serverName === undefined ? {} : { sni: serverName }
    this.#recorder.record({ kind: 'secure', conn: this.id, protocol, ...sni })
    if (certificate !== undefined) this.#presented(certificate)
  }

  /** Journals a certificate once in each scope. */
  #presented(pem: string): void {
    const known = presented.get(this.#recorder) ?? new Set()
    presented.set(this.#recorder, known)
    if (known.has(pem)) return
    known.add(pem)
    this.#recorder.record({ kind: 'certificate', conn: this.id, pem })
  }

  #data(bytes: Buffer): void {
    if (this.#discarded !== undefined) return
    this.#recorder.record({ kind: 'received', conn: this.id, ...payload(bytes) })
    this.#events.emit('data', bytes)
  }

  #peerEnd(how: 'fin' | 'reset', detail?: string): void {
    this.#peerEnded = true
    this.#end('subject', how, detail)
    this.#link.end()
    this.#discarded?.()
  }

  #end(by: 'harness' | 'subject', how: ConnectionEnd, detail?: string): void {
    if (this.#ended !== undefined || this.#discarded !== undefined) return
    this.#ended = how
    this.#recorder.record({
      kind: 'ended',
      conn: this.id,
      by,
      how,
      ...(detail === undefined ? {} : { detail }),
    })
    this.#events.emit('ended', how)
  }
}

function payload(data: string | Buffer): { data: string; encoding?: 'base64' } {
  if (typeof data === 'string') return { data }
  return isUtf8(data)
    ? { data: data.toString('utf8') }
    : { data: data.toString('base64'), encoding: 'base64' }
}

function halvesOf(bytes: Buffer): Buffer[] {
  const middle = Math.ceil(bytes.length / 2)
  return [bytes.subarray(0, middle), bytes.subarray(middle)]
}
