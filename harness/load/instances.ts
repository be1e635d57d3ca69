import type { Element } from 'ltx'
import { DIX_PROFILE, dixMessage, isDixMessage } from '../../fixtures/reference/service/profile.js'
import { type ClientSession, readJid } from '../../fixtures/reference/session/index.js'
import { el } from '../wire/xml.js'

const IDLE = 0
const MOST = 127
const SETTLED = 60_000

/**
 * Instances of one service, of which exactly one has the highest priority: the others idle at 0. They answer
 * pings and hand the top place on.
 */
export class LoadInstances {
  readonly answering = new Set<ClientSession>()
  #top = 0
  #priority = MOST
  #handover = Promise.resolve()

  constructor(private readonly sessions: readonly ClientSession[]) {
    for (const session of sessions) {
      const stanza = (element: Element) => this.#receive(session, element)
      session.listen({ stanza, ended: () => undefined })
    }
  }

  /** Announces all priorities; resolves when the server has processed them. */
  async announce(): Promise<void> {
    for (const [index, session] of this.sessions.entries()) {
      this.#announce(session, index === this.#top ? this.#priority : IDLE)
      await session.settled(SETTLED)
    }
  }

  /**
   * The next instance takes the top place, and the former one gives it up when the server has processed that:
   * streams have no common order (RFC 6120 section 10.1), and between two tops all would be equals.
   */
  handOver(): Promise<void> {
    this.#handover = this.#handover.then(() => this.#passOn())
    return this.#handover
  }

  async #passOn(): Promise<void> {
    const before = this.sessions[this.#top]!
    this.#top = (this.#top + 1) % this.sessions.length
    const next = this.sessions[this.#top]!
    this.#priority = this.#priority === MOST ? MOST - 1 : MOST
    this.#announce(next, this.#priority)
    await next.settled(SETTLED)
    this.#announce(before, IDLE)
    await before.settled(SETTLED)
  }

  #announce(session: ClientSession, priority: number): void {
    session.send(el('presence', {}, el('priority', {}, String(priority))))
  }

  #receive(session: ClientSession, stanza: Element): void {
    if (!isDixMessage(DIX_PROFILE, 'ping', stanza)) return
    const from = readJid(stanza.attrs.from)
    if (from === undefined) return
    this.answering.add(session)
    session.send(dixMessage(DIX_PROFILE, 'pong', from, stanza.attrs.id))
  }
}
