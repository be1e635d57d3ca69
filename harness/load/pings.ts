import type { Element } from 'ltx'
import { DIX_PROFILE, dixMessage, isDixMessage } from '../../fixtures/reference/service/profile.js'
import type { ClientSession } from '../../fixtures/reference/session/index.js'
import type { Clock } from '../core/clock.js'
import type { Jid } from '../core/jid.js'

/** A ping without a pong for so long is lost, ms. */
const LOST_AFTER = 30_000

/** Pings of one client, one at a time: the next is sent when the pong of the last has come. */
export class LoadPings {
  readonly latencies: number[] = []
  lost = 0
  surplus = 0
  #waiting: { id: string; since: number; over(): void } | undefined
  #count = 0

  constructor(
    private readonly session: ClientSession,
    private readonly service: Jid,
    private readonly clock: Clock,
  ) {
    session.listen({ stanza: (stanza) => this.#receive(stanza), ended: () => undefined })
  }

  /** Sends one ping; resolves when it was answered or is lost. */
  ping(): Promise<void> {
    const id = `ping-${++this.#count}`
    return new Promise((resolve) => {
      const timer = this.clock.after(LOST_AFTER, () => {
        this.lost += 1
        this.#waiting = undefined
        resolve()
      })
      const over = () => {
        timer.cancel()
        resolve()
      }
      this.#waiting = { id, since: this.clock.now(), over }
      this.session.send(dixMessage(DIX_PROFILE, 'ping', this.service, id))
    })
  }

  #receive(stanza: Element): void {
    if (!isDixMessage(DIX_PROFILE, 'pong', stanza)) return
    const waiting = this.#waiting
    if (waiting === undefined || stanza.attrs.id !== waiting.id) {
      this.surplus += 1
      return
    }
    this.#waiting = undefined
    this.latencies.push(this.clock.now() - waiting.since)
    waiting.over()
  }
}
