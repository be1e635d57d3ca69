import { isUtf8 } from 'node:buffer'
import { EventEmitter, once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, createSecureContext, type TLSSocket } from 'node:tls'
import type { Clock } from '../core/clock.js'
import { SubjectGone, withDeadline } from '../core/deadline.js'
import type { ConnectionEnd } from '../journal/event.js'
import type { Recorder } from '../journal/journal.js'

/** Where a subject accepts connections. */
export interface Endpoint {
  host: string
  port: number
}

const CONTEXT = createSecureContext()

/** A client-to-server connection whose bytes, above TLS, are journalled as they pass. */
export class TappedConnection {
  readonly id: string
  readonly #recorder: Recorder
  readonly #raw: Socket
  #stream: Socket | TLSSocket
  #ended: ConnectionEnd | undefined
  #discarded = false
  readonly #events = new EventEmitter<{ data: [Buffer]; ended: [ConnectionEnd] }>()

  private constructor(id: string, raw: Socket, recorder: Recorder) {
    this.id = id
    this.#raw = raw
    this.#stream = raw
    this.#recorder = recorder
    this.#attach(raw)
    raw.on('error', (error: NodeJS.ErrnoException) => this.#end('subject', 'reset', error.code))
    raw.on('close', () => this.#end('subject', 'fin'))
  }

  /**
   * Opens a TCP connection and journals it under `id`.
   * @throws SubjectGone when nothing accepts it within `ms`
   */
  static async open(
    id: string,
    to: Endpoint,
    recorder: Recorder,
    clock: Clock,
    ms: number,
  ): Promise<TappedConnection> {
    recorder.record({ kind: 'open', conn: id, ...to })
    const raw = connectTcp({ ...to, allowHalfOpen: true, noDelay: true })
    try {
      await withDeadline(once(raw, 'connect'), ms, clock, `a connection to ${to.host}:${to.port}`)
    } catch (error) {
      raw.destroy()
      const detail = error instanceof Error ? error.message : String(error)
      recorder.record({ kind: 'ended', conn: id, by: 'subject', how: 'refused', detail })
      throw new SubjectGone(`The subject does not accept connections at ${to.host}:${to.port}: ${detail}`)
    }
    return new TappedConnection(id, raw, recorder)
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

  /** Writes `data` in one piece and journals it. Does nothing once the connection has ended. */
  write(data: string | Buffer): void {
    if (this.#ended !== undefined || !this.#stream.writable) return
    this.#recorder.record({ kind: 'sent', conn: this.id, ...payload(data) })
    this.#stream.write(data)
  }

  /**
   * Negotiates TLS as a client. The certificate is accepted whatever it is: a server's certificate is not what
   * this connection is for, and its subject runs on loopback or in a container network.
   */
  async secure(servername: string, clock: Clock, ms: number): Promise<void> {
    this.#raw.removeAllListeners('data')
    this.#raw.removeAllListeners('end')
    const tls = connectTls({
      socket: this.#raw,
      servername,
      secureContext: CONTEXT,
      rejectUnauthorized: false,
    })
    tls.on('error', (error: NodeJS.ErrnoException) =>
      this.#end('subject', 'reset', error.code ?? error.message),
    )
    tls.on('close', () => this.#end('subject', 'fin'))
    await withDeadline(once(tls, 'secureConnect'), ms, clock, 'the TLS handshake')
    this.#recorder.record({ kind: 'secure', conn: this.id, protocol: tls.getProtocol() ?? 'TLS' })
    this.#stream = tls
    this.#attach(tls)
  }

  /** Sends FIN behind everything written; input is still read until the subject's FIN. */
  fin(): void {
    if (this.#ended !== undefined) return
    this.#end('harness', 'fin')
    this.#stream.end()
  }

  /** Breaks the connection with a RST, also below TLS. */
  reset(): void {
    if (this.#ended !== undefined) return
    this.#end('harness', 'reset')
    this.#raw.resetAndDestroy()
  }

  /**
   * Lets go of the connection when its scenario is over: says goodbye (RFC 6120 4.4), journals nothing more, and
   * destroys the socket when the peer answers, or after `ms`.
   */
  discard(clock: Clock, ms: number): Promise<void> {
    this.#discarded = true
    this.#events.removeAllListeners()
    if (this.#raw.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = clock.after(ms, () => this.#raw.destroy())
      this.#raw.once('close', () => {
        timer.cancel()
        resolve()
      })
      if (this.#stream.writable) this.#stream.end('</stream:stream>')
      else this.#raw.destroy()
    })
  }

  #attach(stream: Socket | TLSSocket): void {
    stream.on('data', (bytes: Buffer) => {
      if (this.#discarded) return
      this.#recorder.record({ kind: 'received', conn: this.id, ...payload(bytes) })
      this.#events.emit('data', bytes)
    })
    stream.on('end', () => {
      this.#end('subject', 'fin')
      stream.end()
    })
  }

  #end(by: 'harness' | 'subject', how: ConnectionEnd, detail?: string): void {
    if (this.#ended !== undefined || this.#discarded) return
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
