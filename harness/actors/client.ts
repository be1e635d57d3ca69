import type { EventEmitter } from 'node:events'
import type { Element } from 'ltx'
import type { Clock } from '../core/clock.js'
import { NotSeen, SubjectGone } from '../core/deadline.js'
import type { Pattern } from '../core/pattern.js'
import type { Bounds } from '../journal/event.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { el, serialise } from '../wire/xml.js'
import { Inbox } from './inbox.js'
import type { Account } from './login.js'
import { matchesPattern } from './match.js'
import { signsOfLife } from './signs.js'
import { iq, type MessageParts, message, type PresenceParts, presence } from './stanzas.js'

/** What an actor needs from the scenario it plays in. */
export interface Surroundings {
  clock: Clock
  bounds: Bounds
  /** A new mark, unique in the run. */
  mark(): string
}

/** Whoever can be sent a fence. */
export interface FenceReceiver {
  readonly jid: string
  receive(pattern: Pattern, ms?: number): Promise<Element | undefined>
}

/** What reads an actor's stream: it emits `element` for each one, and `close` at the server's closing tag. */
export type Reading = Pick<EventEmitter, 'on' | 'once' | 'removeAllListeners'>

/** A scripted client or service instance: one stream with a bound resource. */
export class ClientActor {
  readonly account: Account
  /** The full JID that resource binding returned (RFC 6120 7.6). */
  readonly jid: string
  readonly connection: TappedConnection
  readonly #xmpp: Reading
  readonly #inbox: Inbox
  readonly #around: Surroundings
  #rest: () => void = () => undefined

  constructor(
    xmpp: Reading & { jid?: unknown },
    account: Account,
    connection: TappedConnection,
    around: Surroundings,
  ) {
    this.account = account
    this.jid = String(xmpp.jid)
    this.connection = connection
    this.#xmpp = xmpp
    this.#around = around
    this.#inbox = new Inbox(around.clock)
    xmpp.on('element', (element: Element) => this.#inbox.add(element))
    connection.onEnded(() => this.#inbox.close())
  }

  /** Connection id in the journal, `actor/epoch`. */
  get id(): string {
    return this.connection.id
  }

  /** The account's bare JID. */
  get bare(): string {
    return `${this.account.local}@${this.account.domain}`
  }

  /** The bound resource. */
  get resource(): string {
    return this.jid.slice(this.jid.indexOf('/') + 1)
  }

  /** Writes elements as one piece of TCP data, in order. */
  send(...elements: Element[]): void {
    this.connection.write(elements.map((e) => serialise(e)).join(''))
  }

  /** Sends a message; returns its mark. */
  message(parts: MessageParts): string {
    const mark = this.#around.mark()
    this.send(message(mark, parts))
    return mark
  }

  /** Sends a presence; returns its mark. */
  presence(parts: PresenceParts = {}): string {
    const mark = this.#around.mark()
    this.send(presence(mark, parts))
    return mark
  }

  /** Sends an IQ; returns its id, which is also its mark when it carries the harness's own payload. */
  iq(parts: { to?: string; from?: string; type?: string; id?: string; payload?: Element[] }): string {
    const mark = this.#around.mark()
    this.send(iq(mark, parts))
    return parts.id ?? mark
  }

  /** Sends an IQ of type get with `mark` in the harness's own payload, and any id. */
  ask(mark: string, parts: { to?: string; id?: string }): void {
    this.send(iq(mark, parts))
  }

  /** The first element meant by `pattern`, received already or within `ms`; `undefined` otherwise. */
  receive(pattern: Pattern, ms: number = this.#around.bounds.route): Promise<Element | undefined> {
    return this.#inbox.find((element) => matchesPattern(element, pattern), ms)
  }

  /** Like {@link receive}, but an element that was handed out so is passed over from then on. */
  next(pattern: Pattern): Promise<Element | undefined> {
    return this.take((element) => matchesPattern(element, pattern))
  }

  /** {@link next} for any kind of element. */
  protected take(matches: (element: Element) => boolean): Promise<Element | undefined> {
    return this.#inbox.take(matches, this.#around.bounds.route)
  }

  /** Like {@link receive}, but a missing element ends the script. */
  async expect(what: string, pattern: Pattern, ms: number = this.#around.bounds.route): Promise<Element> {
    const element = await this.receive(pattern, ms)
    if (element !== undefined) return element
    if (this.connection.ended !== undefined)
      throw new SubjectGone(
        `The stream of ${this.id} ended (${this.connection.ended}) while it waited for ${what}.`,
      )
    throw new NotSeen(`${this.id} waited ${ms} ms for ${what}.`)
  }

  /**
   * Sends an IQ to the own server and waits for any answer: everything sent before has then been processed
   * (RFC 6120 10.1). Returns the IQ's id, also when no answer came in time.
   */
  async barrier(ms: number = this.#around.bounds.route): Promise<string> {
    const id = `barrier-${this.#around.mark()}`
    this.send(el('iq', { type: 'get', id }, el('ping', { xmlns: NS.ping })))
    await this.#inbox.find((e) => e.is('iq') && e.attrs.id === id, ms)
    return id
  }

  /**
   * Sends a message to the full JID of each receiver, and waits until all have arrived: whatever this client
   * sent to them before has then arrived, or never will (RFC 6120 10.1). Returns the marks in the receivers'
   * order, also of those that did not arrive in time.
   */
  async fences(receivers: FenceReceiver[]): Promise<string[]> {
    const fences = receivers.map((receiver) => ({ receiver, mark: `fence-${this.#around.mark()}` }))
    this.send(...fences.map(({ receiver, mark }) => message(mark, { to: receiver.jid })))
    await Promise.all(fences.map(({ receiver, mark }) => receiver.receive({ name: 'message', mark })))
    return fences.map(({ mark }) => mark)
  }

  /** One fence to one receiver; see {@link fences}. */
  async fence(receiver: FenceReceiver): Promise<string> {
    const [mark = ''] = await this.fences([receiver])
    return mark
  }

  /** Sends the closing tag, waits for the server's, and lets the connection end (RFC 6120 4.4). */
  close(): Promise<void> {
    return this.#close('</stream:stream>')
  }

  /** Ends the stream with a stream error of the client's, and closes it behind that (RFC 6120 4.9.1.1). */
  streamError(): Promise<void> {
    const condition = `<undefined-condition xmlns='${NS.streamErrors}'/>`
    return this.#close(`<stream:error>${condition}</stream:error></stream:stream>`)
  }

  #close(text: string): Promise<void> {
    this.connection.write(text)
    return this.closed()
  }

  /** Waits until the server has closed the stream, and ends the connection; without waiting for ever. */
  async closed(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = this.#around.clock.after(this.#around.bounds.close, () => {
        this.connection.fin()
        resolve()
      })
      this.#xmpp.once('close', () => this.connection.fin())
      this.connection.onEnded(() => {
        timer.cancel()
        resolve()
      })
    })
  }

  /** Ends the connection with FIN, without a closing tag. */
  fin(): void {
    this.connection.fin()
  }

  /** Breaks the connection with RST. */
  reset(): void {
    this.connection.reset()
  }

  /** Hangs as a process that is stopped: it reads and writes nothing any more, and its connection stays. */
  silence(): void {
    this.connection.silence()
  }

  /** Goes on after `silence`, and waits until it has read that its connection ended, for `ms` at most. */
  async wake(ms: number = this.#around.bounds.close): Promise<void> {
    this.connection.wake()
    await new Promise<void>((resolve) => {
      const timer = this.#around.clock.after(ms, resolve)
      this.connection.onEnded(() => {
        timer.cancel()
        resolve()
      })
    })
  }

  /** Shows from now on every `ms` milliseconds that it lives, to a subject that ends idle connections. */
  showSigns(ms: number): void {
    this.#rest = signsOfLife(this.connection, this.#around.clock, ms)
  }

  /** Stops what goes on behind this actor when the scenario is over. */
  dispose(): void {
    this.#rest()
    this.#xmpp.removeAllListeners()
    this.#xmpp.on('error', () => undefined)
  }
}
