import type { Clock } from '../core/clock.js'
import type { Endpoint, Link } from '../core/link.js'
import type { Random } from '../core/random.js'
import type { Listener, Network } from '../net/network.js'
import { ProxiedConnection } from './connection.js'
import { Decisions } from './decisions.js'
import type { FaultEvent } from './event.js'
import type { Fault, Schedule } from './schedule.js'

/** What a proxy is born with. */
export interface ProxyOptions {
  network: Network
  /** Where it listens; port 0 is any free one. */
  at: Endpoint
  target: Endpoint
  schedule: Schedule
  clock: Clock
  random: Random
  /** Is told of every action that is applied. */
  report: (event: FaultEvent) => void
  /**
   * Whether streams are read for stanzas from the beginning of each connection: `needed`, the default, where the
   * schedule has triggers on them; `always`, so that such faults can be added.
   */
  framing?: 'needed' | 'always'
  /** Other answers than the right ones, for faulty proxies. */
  decisions?: Decisions
}

/**
 * Stands before a subject at an address that stays, forwards bytes both ways, and does to them what its schedule
 * says. It is below TLS: once a stream is encrypted it sees bytes and no stanzas, and triggers on stanzas or the
 * closing tag are never set off. It takes what comes without limit, so a slow side does not slow the other down.
 */
export class FaultProxy {
  readonly #options: ProxyOptions
  readonly #decisions: Decisions
  readonly #started: number
  /** With their numbers. */
  readonly #connections = new Map<ProxiedConnection, number>()
  #target: Endpoint
  #listener: Listener | undefined
  #accepted = 0
  #faults: number
  #armed = true
  #closed = false

  private constructor(options: ProxyOptions) {
    this.#options = options
    this.#decisions = options.decisions ?? new Decisions()
    this.#started = options.clock.now()
    this.#target = options.target
    this.#faults = options.schedule.faults.length
  }

  /** Listens; rejects when the address is taken. */
  static async start(options: ProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options)
    proxy.#listener = await options.network.listen(options.at, (client) => void proxy.#accept(client))
    return proxy
  }

  /** The port it listens on. */
  get port(): number {
    return this.#listener?.port ?? 0
  }

  /** Connections that come from now on go to `target`. */
  aim(target: Endpoint): void {
    this.#target = target
  }

  /**
   * Adds a fault to the connections that exist, or to the one that it names, with the next number behind the
   * schedule's; its times, bytes and stanzas count from now.
   */
  add(fault: Fault): void {
    const number = ++this.#faults
    for (const [connection, own] of this.#connections)
      if ((fault.connection ?? own) === own) connection.add(fault, number)
  }

  /** Ends the schedule: heals what lasts, and sets off nothing more. */
  disarm(): void {
    this.#armed = false
    for (const connection of this.#connections.keys()) connection.disarm()
  }

  /** Stops listening and breaks every connection. */
  close(): void {
    this.#closed = true
    this.#listener?.close()
    for (const connection of this.#connections.keys()) connection.reset()
    this.#connections.clear()
  }

  async #accept(client: Link): Promise<void> {
    const { network, schedule, clock, random, report, framing } = this.#options
    const number = ++this.#accepted
    let server: Link
    try {
      server = await network.dial(this.#target)
    } catch {
      // Nobody accepts there: the client learns it from its own connection, which is there by now.
      if (this.#decisions.refusal() === 'reset') client.reset()
      else client.end()
      return
    }
    if (this.#closed) {
      for (const link of [client, server]) link.reset()
      return
    }
    const applies = this.#armed && this.#decisions.applies(schedule.enabled)
    const faults = new Map(schedule.faults.map((fault, index) => [fault, index + 1]))
    for (const fault of schedule.faults)
      if (!applies || (fault.connection ?? number) !== number) faults.delete(fault)
    const connection = new ProxiedConnection(
      client,
      server,
      faults,
      clock.now() - this.#started,
      { clock, random, decisions: this.#decisions },
      (event) => report({ ...event, connection: number }),
      framing,
    )
    if (!this.#armed) connection.disarm()
    for (const old of this.#connections.keys()) if (!old.live) this.#connections.delete(old)
    this.#connections.set(connection, number)
  }
}
