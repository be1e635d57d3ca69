import { createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Endpoint, Link, LinkEnd, LinkEvents, TlsIdentity } from '../core/link.js'
import type { Listener } from './network.js'
import { keepPort, nextPort } from './ports.js'
import { askedName, READY, serveTls } from './tls.js'

/** A `Link` over a TCP socket that is connected already, upgradable to TLS in place. */
export class TcpLink implements Link {
  readonly peer: string
  #stream: Socket
  #attached: Socket | undefined
  #events: LinkEvents | undefined
  #ended: [how: LinkEnd, detail?: string] | undefined

  /** `raw` is to be created with `allowHalfOpen`, so that its owner decides when FIN is sent. */
  constructor(private readonly raw: Socket) {
    this.peer = `${raw.remoteAddress}:${raw.remotePort}`
    this.#stream = raw
    raw.setNoDelay(true)
    raw.on('error', (error: NodeJS.ErrnoException) => this.#end('reset', error.code))
    raw.on('close', () => this.#end('reset'))
  }

  get secure(): boolean {
    return this.#stream !== this.raw
  }

  get protocol(): string | undefined {
    return this.#stream instanceof TLSSocket ? (this.#stream.getProtocol() ?? undefined) : undefined
  }

  get serverName(): string | undefined {
    return askedName(this.#stream)
  }

  get certificate(): string | undefined {
    if (!(this.#stream instanceof TLSSocket)) return undefined
    return this.#stream.getPeerX509Certificate()?.toString()
  }

  get port(): number | undefined {
    return this.raw.localPort
  }

  get backlog(): number {
    return this.#stream.writableLength
  }

  write(data: string | Buffer): void {
    if (this.#stream.writable) this.#stream.write(data)
  }

  end(): void {
    if (this.#stream.writable) this.#stream.end()
  }

  reset(): void {
    // A TLS socket can't send RST: the raw one below it does, and takes the TLS socket with it.
    this.raw.resetAndDestroy()
    this.#end('reset')
  }

  pause(): void {
    this.#stream.pause()
  }

  resume(): void {
    this.#stream.resume()
  }

  listen(events: LinkEvents): void {
    this.#events = events
    if (this.#ended !== undefined) events.ended(...this.#ended)
    else this.#attach()
  }

  secureAsServer(identity: TlsIdentity): Promise<void> {
    return this.upgrade((raw) => serveTls(raw, identity), READY.server)
  }

  /** Goes on inside the TLS socket that `make` puts around the raw one; `ready` is its event for that. */
  protected upgrade(make: (raw: Socket) => TLSSocket, ready: 'secure' | 'secureConnect'): Promise<void> {
    this.raw.removeAllListeners('data').removeAllListeners('end')
    const inner = make(this.raw)
    this.#stream = inner
    return new Promise((resolve, reject) => {
      inner.on('error', (error: NodeJS.ErrnoException) => {
        reject(error)
        this.#end('reset', error.code ?? error.message)
      })
      inner.on('close', () => {
        reject(new Error('The link ended within the TLS handshake.'))
        this.#end('reset')
      })
      inner.once(ready, () => {
        this.#attach()
        resolve()
      })
    })
  }

  #attach(): void {
    // Until somebody listens the stream keeps what arrives; whoever listens later takes the events over.
    if (this.#events === undefined || this.#attached === this.#stream) return
    this.#attached = this.#stream
    this.#stream.on('data', (bytes: Buffer) => this.#events?.data(bytes))
    this.#stream.on('end', () => this.#end('fin'))
  }

  #end(...end: [how: LinkEnd, detail?: string]): void {
    if (this.#ended !== undefined) return
    this.#ended = end
    this.#events?.ended(...end)
  }
}

/** How many ports are tried, one after the other, where any will do. */
const TRIES = 100

/**
 * Listens on `host`:`port` (0: any free one that no outgoing connection will be given) and hands every connection to
 * `accept`.
 * @throws Error (`EADDRINUSE` and its like) where it can't
 */
export async function listenTcp({ host, port }: Endpoint, accept: (link: Link) => void): Promise<Listener> {
  if (port !== 0) return listenAt(host, port, accept)
  for (let i = 0; i < TRIES; i++) {
    try {
      return await listenAt(host, await nextPort(), accept)
    } catch (error) {
      if (!isInUse(error)) throw error
    }
  }
  return listenAt(host, 0, accept)
}

const isInUse = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

function listenAt(host: string, port: number, accept: (link: Link) => void): Promise<Listener> {
  const server = createServer({ allowHalfOpen: true }, (socket) => accept(new TcpLink(socket)))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new TypeError('A TCP port was expected.')
      const close = () => {
        server.close()
        keepPort(address.port)
      }
      resolve({ port: address.port, close })
    })
  })
}
