import type { Element } from 'ltx'
import { Inapplicable } from '../core/deadline.js'
import { NS } from '../wire/ns.js'
import { el, iqResult } from '../wire/xml.js'
import { ClientActor } from './client.js'
import type { Account } from './login.js'
import type { RawActor } from './raw.js'
import type { Surroundings } from './stream-actor.js'

/** What a session carries over from one stream to the next (XEP-0198 section 5). */
export interface Carried {
  /** The SM-ID. */
  id: string
  /** How many stanzas came since stream management was enabled. */
  received: number
  /** The stanzas sent since then, in order. */
  sent: readonly Element[]
}

const FRESH: Carried = { id: '', received: 0, sent: [] }
const isPing = (element: Element) =>
  element.is('iq') && element.attrs.type === 'get' && element.getChild('ping', NS.ping) !== undefined
const isStanza = (element: Element) => ['message', 'presence', 'iq'].includes(element.getName())

/**
 * A client with stream management (XEP-0198) on a stream of its own. It counts and keeps what passes, but says
 * nothing by itself except that it is there, when it is pinged: the script acknowledges, requests, and sends again.
 */
export class ManagedClient extends ClientActor {
  #counting = false
  #id: string
  #received: number
  #handledThere = 0
  #left = false
  readonly #sent: Element[]

  /**
   * @param raw an authenticated stream, with `jid` bound or about to be resumed
   * @param carried from the former stream of the session, if there is one
   */
  constructor(raw: RawActor, jid: string, account: Account, around: Surroundings, carried = FRESH) {
    super(Object.assign(raw.events, { jid }), account, raw.connection, around)
    this.#id = carried.id
    this.#received = carried.received
    this.#sent = [...carried.sent]
    raw.events.on('element', (element) => this.#note(element))
  }

  /**
   * How many stanzas came since stream management was enabled; those sent again count again. What still comes when
   * the client has broken off does not count: nobody is there to handle it.
   */
  get received(): number {
    return this.#received
  }

  /** How many stanzas were sent since then; those sent again do not count again. */
  get sent(): number {
    return this.#sent.length
  }

  /** What a resumption of this session needs. */
  get carried(): Carried {
    return { id: this.#id, received: this.#received, sent: this.#sent }
  }

  override fin(): void {
    this.#left = true
    super.fin()
  }

  override reset(): void {
    this.#left = true
    super.reset()
  }

  override send(...elements: Element[]): void {
    super.send(...elements)
    if (this.#counting) this.#sent.push(...elements.filter(isStanza))
  }

  /** Sends `<enable/>` and waits for the answer; without one in time it returns `undefined` (section 3). */
  enable(resumption: 'resumable' | 'plain'): Promise<Element | undefined> {
    this.send(el('enable', { xmlns: NS.sm, resume: resumption === 'resumable' ? 'true' : undefined }))
    this.#counting = true
    return this.take((e) => e.is('enabled', NS.sm) || e.is('failed', NS.sm))
  }

  /**
   * Enables stream management, for what comes behind it in the script.
   * @throws Inapplicable when the server declines
   */
  async manage(resumption: 'resumable' | 'plain'): Promise<void> {
    const answer = await this.enable(resumption)
    if (!answer?.is('enabled', NS.sm))
      throw new Inapplicable('The server does not enable stream management (no <enabled/>, XEP-0198 3).')
    if (resumption === 'resumable' && this.#id === '')
      throw new Inapplicable('The server does not let sessions be resumed (no resume and id in <enabled/>).')
  }

  /** Sends `<a/>`: that `h` stanzas were handled, or all that came. */
  acknowledge(h: number = this.#received): void {
    this.send(el('a', { xmlns: NS.sm, h: String(h) }))
  }

  /** Sends `<r/>` and waits for an answer that was not seen before; `undefined` without one in time. */
  request(): Promise<Element | undefined> {
    this.send(el('r', { xmlns: NS.sm }))
    return this.take((e) => e.is('a', NS.sm))
  }

  /** Sends `<resume/>` for the session `previd` and waits for the answer; `undefined` without one in time. */
  resume(previd: string, h: number): Promise<Element | undefined> {
    this.#counting = true
    this.#received = h
    this.send(el('resume', { xmlns: NS.sm, previd, h: String(h) }))
    return this.take((e) => e.is('resumed', NS.sm) || e.is('failed', NS.sm))
  }

  /** Sends again what the server, by its word in `<resumed/>`, has not handled. */
  sendAgain(): void {
    super.send(...this.#sent.slice(this.#handledThere))
  }

  #note(element: Element): void {
    if (element.is('enabled', NS.sm)) {
      this.#received = 0
      if (['true', '1'].includes(element.attrs.resume)) this.#id = element.attrs.id ?? ''
    } else if (element.is('resumed', NS.sm)) this.#handledThere = Number(element.attrs.h)
    else if (isStanza(element) && !this.#left) {
      this.#received += 1
      if (isPing(element)) this.send(iqResult(element))
    }
  }
}
