import { createHash } from 'node:crypto'
import type { Element } from 'ltx'
import { NotSeen, SubjectGone } from '../core/deadline.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import { StreamReader } from '../wire/xml-stream.js'
import { StreamActor, type Surroundings } from './stream-actor.js'

/** Which component an actor plays. */
export interface ComponentPart {
  domain: string
  secret: string
  /** The domain of the server, which answers barriers. */
  server: string
}

/** Both addresses, which every stanza of a component needs (XEP-0114 section 3). */
interface Addresses {
  from: string
  to: string
}

/** A scripted external component (XEP-0114) on a stream of its own. */
export class ComponentActor extends StreamActor<Addresses> {
  /** The domain that it named in its header. */
  domain: string
  /** The `id` of the server's header, which the proof is computed with. */
  streamId: string | undefined
  readonly #part: ComponentPart
  readonly #header: Promise<void>

  constructor(connection: TappedConnection, part: ComponentPart, around: Surroundings) {
    super(connection, around)
    this.domain = part.domain
    this.#part = part
    let settled = () => {}
    this.#header = new Promise((resolve) => {
      settled = resolve
    })
    const over = () => {
      settled()
      this.inbox.close()
    }
    const reader = new StreamReader({
      header: ({ attrs }) => {
        this.streamId = attrs.id ?? ''
        settled()
      },
      element: (element) => this.inbox.add(element),
      closed: over,
      failed: over,
    })
    connection.onData((bytes) => reader.feed(bytes))
    connection.onEnded(over)
  }

  /** Whether the server has closed the stream, or either side the connection. */
  get over(): boolean {
    return this.inbox.closed
  }

  /** The address that fences go to. */
  get jid(): string {
    return this.domain
  }

  protected get own() {
    return { from: this.domain, server: this.#part.server }
  }

  /**
   * Sends the header, which names `to`, and waits for the server's.
   * @throws NotSeen, SubjectGone when none comes
   */
  async open(to: string = this.domain): Promise<void> {
    this.domain = to
    this.connection.write(
      `<?xml version='1.0'?><stream:stream to='${to}' xmlns='${NS.component}' xmlns:stream='${NS.stream}'>`,
    )
    const ms = this.around.bounds.login
    let timer = { cancel: () => {} }
    const late = new Promise<void>((resolve) => {
      timer = this.around.clock.after(ms, resolve)
    })
    await Promise.race([this.#header, late])
    timer.cancel()
    if (this.streamId !== undefined) return
    if (this.over) throw new SubjectGone(`The stream ended while ${this.id} waited for a stream header.`)
    throw new NotSeen(`${this.id} waited ${ms} ms for a stream header.`)
  }

  /** What proves that it knows `secret` on the stream with this id. */
  proof(secret: string = this.#part.secret, streamId: string = this.streamId ?? ''): string {
    return createHash('sha1').update(`${streamId}${secret}`).digest('hex')
  }

  /** Sends a handshake. */
  shakeHands(proof: string = this.proof()): void {
    this.send(el('handshake', {}, proof))
  }

  /** The server's answer to a handshake: its own, or a stream error; `undefined` when none came in time. */
  answer(): Promise<Element | undefined> {
    const answers = (element: Element) => element.is('handshake') || element.is('error', NS.stream)
    return this.inbox.find(answers, this.around.bounds.login)
  }

  /** Opens the stream and waits until the server has confirmed the component. @throws NotSeen, SubjectGone */
  async start(): Promise<this> {
    await this.open()
    this.shakeHands()
    await this.expect('<handshake/>', { name: 'handshake' }, this.around.bounds.login)
    return this
  }

  /** Sends the closing tag, waits for the server's, and lets the connection end (RFC 6120 4.4). */
  async close(): Promise<void> {
    this.connection.write('</stream:stream>')
    // Nobody sends an element of this name: the wait ends with the stream.
    await this.receive({ name: 'none' }, this.around.bounds.close)
    this.connection.fin()
  }
}
