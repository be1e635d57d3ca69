import type { Element } from 'ltx'
import type { Clock } from '../core/clock.js'
import { NotSeen, SubjectGone } from '../core/deadline.js'
import type { TlsIdentity } from '../core/link.js'
import type { Pattern } from '../core/pattern.js'
import type { Random } from '../core/random.js'
import type { Bounds } from '../journal/event.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { serialise } from '../wire/xml.js'
import { type StreamHeader, StreamReader } from '../wire/xml-stream.js'
import { Inbox } from './inbox.js'
import { matchesPattern } from './match.js'

/** What a scripted server needs from the scenario it plays in. */
export interface ServerSurroundings {
  clock: Clock
  random: Random
  bounds: Bounds
}

type Item = { header: StreamHeader } | { element: Element } | { end: true }

/** The server's side of one stream that the subject opened, under a script's control. */
export class AcceptedStream {
  /** The full JID that was bound on it. */
  jid: string | undefined
  /** What happens when the subject closes the stream; a script may replace it. Default: RFC 6120 4.4. */
  onClosing: () => void
  readonly #inbox: Inbox
  readonly #items: Item[] = []
  readonly #domain: string
  readonly #around: ServerSurroundings
  #reader: StreamReader
  #output: 'unopened' | 'open' | 'closed' = 'unopened'
  #wake = () => {}
  #sink: ((element: Element) => void) | undefined

  /** @param domain what stream headers say they are from */
  constructor(
    readonly connection: TappedConnection,
    domain: string,
    around: ServerSurroundings,
  ) {
    this.#domain = domain
    this.#around = around
    this.#inbox = new Inbox(around.clock)
    this.#reader = this.#newReader()
    this.onClosing = () => {
      this.close()
      this.connection.fin()
    }
    connection.onData((bytes) => this.#reader.feed(bytes))
    connection.onEnded(() => {
      this.#put({ end: true })
      this.#inbox.close()
    })
  }

  /** Connection id in the journal, `node/epoch`. */
  get id(): string {
    return this.connection.id
  }

  /** Whether elements can be sent: our closing tag isn't, and the connection is there. */
  get isOpen(): boolean {
    return this.#output === 'open' && this.connection.ended === undefined
  }

  /** Whether our closing tag is sent, and the connection still there. */
  get isClosing(): boolean {
    return this.#output === 'closed' && this.connection.ended === undefined
  }

  /** Waits for the subject's next stream header. @throws SubjectGone when the stream ends instead */
  async header(): Promise<StreamHeader> {
    const item = await this.#next()
    if ('header' in item) return item.header
    throw new SubjectGone(`The subject sent no stream header on ${this.id}.`)
  }

  /** Waits for the next element of the negotiation. @throws SubjectGone when the stream ends instead */
  async next(): Promise<Element> {
    const item = await this.#next()
    if ('element' in item) return item.element
    throw new SubjectGone(`The subject ended ${this.id} during the negotiation.`)
  }

  /** Hands all further elements to `sink`. */
  deliverTo(sink: (element: Element) => void): void {
    for (const item of this.#items.splice(0)) if ('element' in item) sink(item.element)
    this.#sink = sink
  }

  /** Sends a stream header. */
  open(): void {
    this.#output = 'open'
    this.write(
      `<?xml version='1.0'?><stream:stream from='${this.#domain}' id='${this.#around.random.token(20)}' ` +
        `version='1.0' xml:lang='en' xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`,
    )
  }

  /** Expects a new stream of the subject, and will open one (RFC 6120 4.3.3). */
  restart(): void {
    this.#reader.restart()
    this.#output = 'unopened'
  }

  /** Becomes the server side of TLS. @throws when the handshake fails, also when the subject refuses it */
  async secure(identity: TlsIdentity): Promise<void> {
    this.#reader.stop()
    this.#reader = this.#newReader()
    this.#output = 'unopened'
    await this.connection.secureAsServer(identity, this.#around.clock, this.#around.bounds.login)
  }

  /**
   * Writes elements as one piece of data, in order, opening the stream where it isn't (RFC 6120 4.9.1.2); nothing
   * behind the closing tag.
   */
  send(...elements: Element[]): void {
    if (this.#output === 'closed') return
    if (this.#output === 'unopened') this.open()
    this.write(elements.map((e) => serialise(e)).join(''))
  }

  /** Writes `text` as it is. */
  write(text: string): void {
    this.connection.write(text)
  }

  /** Sends the closing tag, if it isn't sent; the connection ends with the subject's, or after the bound. */
  close(): void {
    if (this.#output === 'closed') return
    if (this.#output === 'unopened') this.open()
    this.#output = 'closed'
    this.write('</stream:stream>')
    this.#around.clock.after(this.#around.bounds.close, () => this.connection.fin())
  }

  /**
   * The next element meant by `pattern`, received already or within `ms`; `undefined` otherwise. Each element is
   * handed out once.
   */
  receive(pattern: Pattern, ms: number = this.#around.bounds.route): Promise<Element | undefined> {
    return this.#inbox.take((element) => matchesPattern(element, pattern), ms)
  }

  /** Like {@link receive}, but a missing element ends the script. */
  async expect(what: string, pattern: Pattern, ms: number = this.#around.bounds.route): Promise<Element> {
    const element = await this.receive(pattern, ms)
    if (element !== undefined) return element
    const { ended } = this.connection
    if (ended !== undefined)
      throw new SubjectGone(`${this.id} ended (${ended}) while the script waited for ${what}.`)
    throw new NotSeen(`The script waited ${ms} ms on ${this.id} for ${what}.`)
  }

  /** Waits until the connection is over, `ms` at most. */
  async over(ms: number = this.#around.bounds.close): Promise<void> {
    await this.#inbox.take(() => false, ms)
  }

  #newReader(): StreamReader {
    return new StreamReader({
      header: (header) => this.#put({ header }),
      element: (element) => {
        this.#inbox.add(element)
        if (this.#sink === undefined) this.#put({ element })
        else this.#sink(element)
      },
      closed: () => this.onClosing(),
      failed: () => this.connection.fin(),
    })
  }

  #put(item: Item): void {
    this.#items.push(item)
    this.#wake()
  }

  async #next(): Promise<Item> {
    for (;;) {
      const item = this.#items.shift()
      if (item !== undefined) return item
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
