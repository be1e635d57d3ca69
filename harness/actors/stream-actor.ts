import type { Element } from 'ltx'
import type { Clock } from '../core/clock.js'
import { NotSeen, SubjectGone } from '../core/deadline.js'
import type { Pattern } from '../core/pattern.js'
import type { Bounds } from '../journal/event.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { el, serialise } from '../wire/xml.js'
import { Inbox } from './inbox.js'
import { matchesPattern } from './match.js'
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

/** The parts of an IQ that a script chooses. */
type IqParts = { to?: string; from?: string; type?: string; id?: string; payload?: Element[] }

/**
 * Whoever sends and receives stanzas on a stream of its own. `Addresses` is what each of its stanzas must say of
 * sender and recipient.
 */
export abstract class StreamActor<Addresses extends object = object> implements FenceReceiver {
  readonly connection: TappedConnection
  protected readonly around: Surroundings
  protected readonly inbox: Inbox

  constructor(connection: TappedConnection, around: Surroundings) {
    this.connection = connection
    this.around = around
    this.inbox = new Inbox(around.clock)
  }

  /** The address that fences go to. */
  abstract readonly jid: string

  /** What the harness's own stanzas say of their sender, and an IQ for the server of its recipient. */
  protected abstract readonly own: { from?: string; server?: string }

  /** Connection id in the journal, `actor/epoch`. */
  get id(): string {
    return this.connection.id
  }

  /** Writes elements as one piece of TCP data, in order. */
  send(...elements: Element[]): void {
    this.connection.write(elements.map((e) => serialise(e)).join(''))
  }

  /** Sends a message; returns its mark. */
  message(parts: MessageParts & Addresses): string {
    const mark = this.around.mark()
    this.send(message(mark, parts))
    return mark
  }

  /** Sends a presence; returns its mark. */
  presence(parts: PresenceParts & Addresses): string {
    const mark = this.around.mark()
    this.send(presence(mark, parts))
    return mark
  }

  /** Sends an IQ; returns its id, which is also its mark when it carries the harness's own payload. */
  iq(parts: IqParts & Addresses): string {
    const mark = this.around.mark()
    this.send(iq(mark, parts))
    return parts.id ?? mark
  }

  /** The first element meant by `pattern`, received already or within `ms`; `undefined` otherwise. */
  receive(pattern: Pattern, ms: number = this.around.bounds.route): Promise<Element | undefined> {
    return this.inbox.find((element) => matchesPattern(element, pattern), ms)
  }

  /** Like {@link receive}, but a missing element ends the script. */
  async expect(what: string, pattern: Pattern, ms: number = this.around.bounds.route): Promise<Element> {
    const element = await this.receive(pattern, ms)
    if (element !== undefined) return element
    const { ended } = this.connection
    const how = ended === undefined ? '' : ` (${ended})`
    if (this.inbox.closed)
      throw new SubjectGone(`The stream of ${this.id} ended${how} while it waited for ${what}.`)
    throw new NotSeen(`${this.id} waited ${ms} ms for ${what}.`)
  }

  /**
   * Pings the own server and waits for any answer: everything sent before has then been processed (RFC 6120 10.1).
   * Where the subject has several nodes, waits until all of them know. Returns the IQ's id, also when no answer came in
   * time.
   */
  async barrier(ms: number = this.around.bounds.route): Promise<string> {
    const id = `barrier-${this.around.mark()}`
    const { from, server: to } = this.own
    this.send(el('iq', { type: 'get', id, from, to }, el('ping', { xmlns: NS.ping })))
    await this.receive({ name: 'iq', attrs: { id, type: ['result', 'error'] } }, ms)
    const { lag } = this.around.bounds
    if (lag !== undefined) await new Promise<void>((resolve) => this.around.clock.after(lag, resolve))
    return id
  }

  /**
   * Sends a message to the full JID of each receiver, and waits until all have arrived: whatever this actor sent to
   * them before has then arrived, or never will (RFC 6120 10.1). Returns the marks in the receivers' order, also of
   * those that did not arrive in time.
   */
  async fences(receivers: FenceReceiver[]): Promise<string[]> {
    const fences = receivers.map((receiver) => ({ receiver, mark: `fence-${this.around.mark()}` }))
    const { from } = this.own
    this.send(...fences.map(({ receiver, mark }) => message(mark, { from, to: receiver.jid })))
    await Promise.all(fences.map(({ receiver, mark }) => receiver.receive({ name: 'message', mark })))
    return fences.map(({ mark }) => mark)
  }

  /** One fence to one receiver; see {@link fences}. */
  async fence(receiver: FenceReceiver): Promise<string> {
    const [mark = ''] = await this.fences([receiver])
    return mark
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
