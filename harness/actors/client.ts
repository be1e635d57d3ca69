import type { EventEmitter } from 'node:events'
import type { Element } from 'ltx'
import type { Pattern } from '../core/pattern.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import type { Account } from './login.js'
import { matchesPattern } from './match.js'
import { signsOfLife } from './signs.js'
import { iq, type PresenceParts } from './stanzas.js'
import { StreamActor, type Surroundings } from './stream-actor.js'

/** What reads an actor's stream: it emits `element` for each one, and `close` at the server's closing tag. */
export type Reading = Pick<EventEmitter, 'on' | 'once' | 'removeAllListeners'>

/** A scripted client or service instance: one stream with a bound resource. */
export class ClientActor extends StreamActor {
  readonly account: Account
  /** The full JID that resource binding returned (RFC 6120 7.6). */
  readonly jid: string
  /** A server takes a client's stanzas for what its session is, and those without `to` for its own. */
  protected readonly own = {}
  readonly #xmpp: Reading
  #rest: () => void = () => undefined

  constructor(
    xmpp: Reading & { jid?: unknown },
    account: Account,
    connection: TappedConnection,
    around: Surroundings,
  ) {
    super(connection, around)
    this.account = account
    this.jid = String(xmpp.jid)
    this.#xmpp = xmpp
    xmpp.on('element', (element: Element) => this.inbox.add(element))
    connection.onEnded(() => this.inbox.close())
  }

  /** The account's bare JID. */
  get bare(): string {
    return `${this.account.local}@${this.account.domain}`
  }

  /** The bound resource. */
  get resource(): string {
    return this.jid.slice(this.jid.indexOf('/') + 1)
  }

  /** Sends a presence, available without priority if nothing else is said; returns its mark. */
  override presence(parts: PresenceParts = {}): string {
    return super.presence(parts)
  }

  /** Sends an IQ of type get with `mark` in the harness's own payload, and any id. */
  ask(mark: string, parts: { to?: string; id?: string }): void {
    this.send(iq(mark, parts))
  }

  /** Like {@link receive}, but an element that was handed out so is passed over from then on. */
  next(pattern: Pattern): Promise<Element | undefined> {
    return this.take((element) => matchesPattern(element, pattern))
  }

  /** {@link next} for any kind of element. */
  protected take(matches: (element: Element) => boolean): Promise<Element | undefined> {
    return this.inbox.take(matches, this.around.bounds.route)
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

  /** Ends the connection as soon as the server has closed the stream, whenever it does. */
  followClose(): void {
    this.#xmpp.once('close', () => this.connection.fin())
  }

  /** Waits until the server has closed the stream, and ends the connection; without waiting for ever. */
  async closed(): Promise<void> {
    this.#xmpp.once('close', () => this.connection.fin())
    await this.connection.untilEnded(this.around.clock, this.around.bounds.close)
    this.connection.fin()
  }

  /** From now on answers the server's closing tag with its own, and ends the connection (RFC 6120 4.4). */
  followClosing(): void {
    this.#xmpp.once('close', () => {
      this.connection.write('</stream:stream>')
      this.connection.fin()
    })
  }

  /** Hangs as a process that is stopped: it reads and writes nothing any more, and its connection stays. */
  silence(because?: 'black-hole'): void {
    this.connection.silence(because)
  }

  /** Goes on after `silence`, and waits until it has read that its connection ended, for `ms` at most. */
  async wake(ms: number = this.around.bounds.close): Promise<void> {
    this.connection.wake()
    await this.connection.untilEnded(this.around.clock, ms)
  }

  /** Shows from now on every `ms` milliseconds that it lives, to a subject that ends idle connections. */
  showSigns(ms: number): void {
    this.#rest = signsOfLife(this.connection, this.around.clock, ms)
  }

  /** Stops what goes on behind this actor when the scenario is over. */
  dispose(): void {
    this.#rest()
    this.#xmpp.removeAllListeners()
    this.#xmpp.on('error', () => undefined)
  }
}
