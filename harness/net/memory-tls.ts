import { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import type { LinkEvents } from '../core/link.js'
import { askedName, type READY } from './tls.js'

/** The other side of a TLS session's bytes. */
interface Wire {
  /** Carries ciphertext to the peer. */
  send(bytes: Buffer): void
  /** Carries FIN to the peer. */
  fin(): void
}

/** One end of a TLS session whose ciphertext travels in memory. */
export class MemoryTls {
  /** Resolves when the handshake is done. */
  readonly ready: Promise<void>
  readonly #stream: Duplex
  readonly #socket: TLSSocket
  readonly #events: LinkEvents
  #opened = false
  #wanted = false

  /**
   * @param make puts the TLS socket around the stream of ciphertext
   * @param ready the event of that socket that says the handshake is done
   * @param events told of plain bytes, and once of the end
   */
  constructor(
    wire: Wire,
    make: (stream: Duplex) => TLSSocket,
    ready: (typeof READY)[keyof typeof READY],
    events: LinkEvents,
  ) {
    this.#stream = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _, done) => {
        wire.send(chunk)
        done()
      },
      final: (done) => {
        wire.fin()
        done()
      },
    })
    this.#events = events
    this.#socket = make(this.#stream)
    this.ready = new Promise((resolve, reject) => {
      this.#socket.on('error', (error: NodeJS.ErrnoException) => {
        reject(error)
        events.ended('reset', error.code ?? error.message)
      })
      this.#socket.on('close', () => {
        reject(new Error('The link ended within the TLS handshake.'))
        events.ended('reset')
      })
      this.#socket.once(ready, () => {
        this.#opened = true
        if (this.#wanted) this.#attach()
        resolve()
      })
    })
    this.#stream.on('error', () => undefined)
  }

  get protocol(): string | undefined {
    return this.#socket.getProtocol() ?? undefined
  }

  get serverName(): string | undefined {
    return askedName(this.#socket)
  }

  /** Somebody wants what arrives; until then it is kept. */
  listen(): void {
    if (this.#wanted) return
    this.#wanted = true
    if (this.#opened) this.#attach()
  }

  /** Takes in ciphertext. */
  feed(bytes: Buffer): void {
    if (!this.#stream.destroyed) this.#stream.push(bytes)
  }

  /** The peer sent FIN. */
  finish(): void {
    if (!this.#stream.destroyed) this.#stream.push(null)
  }

  write(data: string | Buffer): void {
    if (this.#socket.writable) this.#socket.write(data)
  }

  end(): void {
    if (this.#socket.writable) this.#socket.end()
  }

  /** Ends the session without a word to the peer. */
  destroy(): void {
    this.#socket.destroy()
  }

  #attach(): void {
    this.#socket.on('data', (bytes: Buffer) => this.#events.data(bytes))
    this.#socket.on('end', () => this.#events.ended('fin'))
  }
}
