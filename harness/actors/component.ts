import { createHash } from 'node:crypto'
import type { Element } from 'ltx'
import { NotSeen, SubjectGone } from '../core/deadline.js'
import type { Pattern } from '../core/pattern.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { el, serialise } from '../wire/xml.js'
import { StreamReader } from '../wire/xml-stream.js'
import type { FenceReceiver, Surroundings } from './client.js'
import { Inbox } from './inbox.js'
import { matchesPattern } from './match.js'
import { iq, type MessageParts, message, type PresenceParts, presence } from './stanzas.js'

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
export class ComponentActor implements FenceReceiver {
  readonly connection: TappedConnection
  /** The domain that it named in its header. */
  domain: string
  /** The `id` of the server's header, which the proof is computed with. */
  streamId: string | undefined
  readonly #part: ComponentPart
  readonly #around: Surroundings
  readonly #inbox: Inbox
  readonly #header: Promise<void>
  #over = false

  constructor(connection: TappedConnection, part: ComponentPart, around: Surroundings) {
    this.connection = connection
    this.domain = part.domain
    this.#part = part
    this.#around = around
    this.#inbox = new Inbox(around.clock)
    let settled = () => {}
    this.#header = new Promise((resolve) => {
      settled = resolve
    })
    const over = () => {
      this.#over = true
      settled()
      this.#inbox.close()
    }
    const reader = new StreamReader({
      header: ({ attrs }) => {
        this.streamId = attrs.id ?? ''
        settled()
      },
      element: (element) => this.#inbox.add(element),
      closed: over,
      failed: over,
    })
    connection.onData((bytes) => reader.feed(bytes))
    connection.onEnded(over)
  }

  /** Connection id in the journal. */
  get id(): string {
    return this.connection.id
  }

  /** Whether the server has closed the stream, or either side the connection. */
  get over(): boolean {
    return this.#over
  }

  /** The address that fences go to. */
  get jid(): string {
    return this.domain
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
    const ms = this.#around.bounds.login
    let timer = { cancel: () => {} }
    const late = new Promise<void>((resolve) => {
      timer = this.#around.clock.after(ms, resolve)
    })
    await Promise.race([this.#header, late])
    timer.cancel()
    if (this.streamId !== undefined) return
    if (this.#over) throw new SubjectGone(`The stream ended while ${this.id} waited for a stream header.`)
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
    return this.#inbox.find(answers, this.#around.bounds.login)
  }

  /** Opens the stream and waits until the server has confirmed the component. @throws NotSeen, SubjectGone */
  async start(): Promise<this> {
    await this.open()
    this.shakeHands()
    await this.expect('<handshake/>', { name: 'handshake' }, this.#around.bounds.login)
    return this
  }

  /** Writes elements as one piece of TCP data, in order. */
  send(...elements: Element[]): void {
    this.connection.write(elements.map((e) => serialise(e)).join(''))
  }

  /** Sends a message; returns its mark. */
  message(parts: MessageParts & Addresses): string {
    const mark = this.#around.mark()
    this.send(message(mark, parts))
    return mark
  }

  /** Sends a presence; returns its mark. */
  presence(parts: PresenceParts & Addresses): string {
    const mark = this.#around.mark()
    this.send(presence(mark, parts))
    return mark
  }

  /** Sends an IQ; returns its id. */
  iq(parts: Addresses & { type?: string; id?: string; payload?: Element[] }): string {
    const mark = this.#around.mark()
    this.send(iq(mark, parts))
    return parts.id ?? mark
  }

  /** The first element meant by `pattern`, received already or within `ms`; `undefined` otherwise. */
  receive(pattern: Pattern, ms: number = this.#around.bounds.route): Promise<Element | undefined> {
    return this.#inbox.find((element) => matchesPattern(element, pattern), ms)
  }

  /** Like {@link receive}, but a missing element ends the script. */
  async expect(what: string, pattern: Pattern, ms: number = this.#around.bounds.route): Promise<Element> {
    const element = await this.receive(pattern, ms)
    if (element !== undefined) return element
    if (this.#over) throw new SubjectGone(`The stream of ${this.id} ended while it waited for ${what}.`)
    throw new NotSeen(`${this.id} waited ${ms} ms for ${what}.`)
  }

  /**
   * Pings the server and waits for any answer: everything sent before has then been processed (RFC 6120 10.1).
   * Returns the IQ's id, also when no answer came in time.
   */
  async barrier(): Promise<string> {
    const id = `barrier-${this.#around.mark()}`
    this.send(
      el('iq', { type: 'get', id, from: this.domain, to: this.#part.server }, el('ping', { xmlns: NS.ping })),
    )
    await this.receive({ name: 'iq', attrs: { id, type: ['result', 'error'] } })
    return id
  }

  /**
   * Sends a message to a client's full JID, and waits until it has arrived: whatever was sent to that client
   * before has then arrived, or never will (RFC 6120 10.1). Returns its mark, also when it did not arrive in time.
   */
  async fence(receiver: FenceReceiver): Promise<string> {
    const mark = `fence-${this.#around.mark()}`
    this.send(message(mark, { from: this.domain, to: receiver.jid }))
    await receiver.receive({ name: 'message', mark })
    return mark
  }

  /** Sends the closing tag, waits for the server's, and lets the connection end (RFC 6120 4.4). */
  async close(): Promise<void> {
    this.connection.write('</stream:stream>')
    // Nobody sends an element of this name: the wait ends with the stream.
    await this.receive({ name: 'none' }, this.#around.bounds.close)
    this.connection.fin()
  }

  /** Ends the connection with FIN, without a closing tag. */
  fin(): void {
    this.connection.fin()
  }

  /** Breaks the connection with RST. */
  reset(): void {
    this.connection.reset()
  }
}
