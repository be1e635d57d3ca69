import { EventEmitter } from 'node:events'
import type { Element } from 'ltx'
import type { Clock } from '../core/clock.js'
import { NotSeen, SubjectGone } from '../core/deadline.js'
import { freshRandom, type Random } from '../core/random.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { StreamReader } from '../wire/xml-stream.js'
import { Inbox } from './inbox.js'

/** Writes anything, well-formed or not, on a stream of its own and hands out the elements that come back. */
export class RawActor {
  readonly connection: TappedConnection
  /** What it draws comes from. */
  readonly random: Random
  readonly #clock: Clock
  /** `element` for each one that comes, `close` at the closing tag. */
  readonly events = new EventEmitter<{ element: [Element]; close: [] }>()
  readonly #inbox: Inbox
  readonly #reader: StreamReader
  readonly #feed = (bytes: Buffer) => this.#reader.feed(bytes)
  #closed = false

  constructor(connection: TappedConnection, clock: Clock, random: Random = freshRandom()) {
    this.connection = connection
    this.random = random
    this.#clock = clock
    this.#inbox = new Inbox(clock)
    this.#reader = new StreamReader({
      header: () => undefined,
      element: (element) => {
        this.#inbox.add(element)
        this.events.emit('element', element)
      },
      closed: () => {
        this.#close()
        this.events.emit('close')
      },
      failed: () => this.#close(),
    })
    connection.onData(this.#feed)
    connection.onEnded(() => this.#close())
  }

  /** Connection id in the journal. */
  get id(): string {
    return this.connection.id
  }

  /** Writes `data` as it is. */
  send(data: string | Buffer): void {
    this.connection.write(data)
  }

  /** Begins a stream, or restarts it, as a client of `domain`, which says who it is by `from` (RFC 6120 4.7). */
  open(domain: string, from?: string): void {
    this.#reader.restart()
    const who = from === undefined ? '' : ` from='${from}'`
    this.send(
      `<?xml version='1.0'?><stream:stream to='${domain}'${who} version='1.0' xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`,
    )
  }

  /** Waits until the subject has closed the stream or the connection has ended, for `ms` at most. */
  async streamEnded(ms: number): Promise<void> {
    await this.#inbox.find(() => false, ms)
  }

  /** Sends the closing tag, and waits until the connection has ended, for `ms` at most (RFC 6120 4.4). */
  close(ms: number): Promise<void> {
    this.send('</stream:stream>')
    return this.ended(ms)
  }

  /** The first element that `matches`, or `undefined` after `ms` or at the end of the stream. */
  receive(matches: (element: Element) => boolean, ms: number): Promise<Element | undefined> {
    return this.#inbox.find(matches, ms)
  }

  /** Like {@link receive}, but a missing element ends the script. */
  async expect(what: string, matches: (element: Element) => boolean, ms: number): Promise<Element> {
    const element = await this.receive(matches, ms)
    if (element !== undefined) return element
    if (this.#closed) throw new SubjectGone(`The stream ended while ${this.id} waited for ${what}.`)
    throw new NotSeen(`${this.id} waited ${ms} ms for ${what}.`)
  }

  /** Resolves when either side has ended the connection, or after `ms`. */
  ended(ms: number): Promise<void> {
    return this.connection.untilEnded(this.#clock, ms)
  }

  /** Hands the connection over to another reader. */
  release(): TappedConnection {
    this.connection.offData(this.#feed)
    return this.connection
  }

  #close(): void {
    this.#closed = true
    this.#inbox.close()
  }
}

/**
 * Opens a stream to `domain` and negotiates STARTTLS on it (RFC 6120 5.4), leaving the connection where a new
 * stream header is due.
 * @throws NotSeen, SubjectGone
 */
export async function startTls(raw: RawActor, domain: string, clock: Clock, ms: number): Promise<void> {
  raw.open(domain)
  await raw.expect('stream features', (e) => e.is('features', NS.stream), ms)
  raw.send(`<starttls xmlns='${NS.tls}'/>`)
  await raw.expect('<proceed/>', (e) => e.is('proceed', NS.tls), ms)
  await raw.connection.secure(domain, clock, ms)
}
