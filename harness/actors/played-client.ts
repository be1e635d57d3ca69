import type { Element } from 'ltx'
import { NotSeen } from '../core/deadline.js'
import type { Pattern } from '../core/pattern.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import type { ServerSurroundings } from './accepted-stream.js'
import { Inbox } from './inbox.js'
import { matchesPattern } from './match.js'
import type { Deliver } from './played-service.js'

/** A client that the harness plays for a service under test: what it sends is delivered as a server would. */
export class PlayedClient {
  /** The bare JID of its account. */
  readonly bare: string
  readonly #deliver: Deliver
  readonly #around: ServerSurroundings
  readonly #inbox: Inbox

  /** @param jid the full JID */
  constructor(
    readonly jid: string,
    deliver: Deliver,
    around: ServerSurroundings,
  ) {
    this.bare = jid.slice(0, jid.indexOf('/'))
    this.#deliver = deliver
    this.#around = around
    this.#inbox = new Inbox(around.clock)
  }

  /** Sends a stanza from its full JID. */
  send(stanza: Element): void {
    stanza.attrs.from = this.jid
    this.#deliver(stanza)
  }

  /** Pings `to`, with `payload` besides; returns the id. */
  ping(to: string, id: string = this.#around.random.token(16), ...payload: Element[]): string {
    const hint = el('no-store', { xmlns: NS.hints })
    this.send(el('message', { to, id }, el('ping', { xmlns: NS.dix }), hint, ...payload))
    return id
  }

  /** Directs presence to `to`. */
  presence(to: string, type?: 'unavailable'): void {
    this.send(el('presence', { to, type }))
  }

  /** Sends an IQ; returns its id. */
  iq(type: 'get' | 'set', to: string, payload: Element): string {
    const id = this.#around.random.token(16)
    this.send(el('iq', { type, to, id }, payload))
    return id
  }

  /** Asks `to` for its features; returns the id. */
  info(to: string): string {
    return this.iq('get', to, el('query', { xmlns: NS.discoInfo }))
  }

  /** Asks `to` for work; returns the id. */
  request(to: string): string {
    return this.iq('set', to, el('request', { xmlns: NS.dix }, el('work', { xmlns: NS.assay })))
  }

  /**
   * The next stanza to it meant by `pattern`, received already or within `ms`; `undefined` otherwise. Each stanza
   * is handed out once.
   */
  receive(pattern: Pattern, ms: number = this.#around.bounds.route): Promise<Element | undefined> {
    return this.#inbox.take((element) => matchesPattern(element, pattern), ms)
  }

  /** Like {@link receive}, but a missing stanza ends the script. */
  async expect(what: string, pattern: Pattern, ms: number = this.#around.bounds.route): Promise<Element> {
    const element = await this.receive(pattern, ms)
    if (element !== undefined) return element
    throw new NotSeen(`${this.jid} waited ${ms} ms for ${what}.`)
  }

  /** Takes a stanza of the subject; whether it is addressed to this client. */
  take(stanza: Element): boolean {
    const { to } = stanza.attrs as Record<string, string | undefined>
    if (to !== this.jid && to !== this.bare) return false
    this.#inbox.add(stanza)
    return true
  }
}
