import type { Clock } from '../core/clock.js'
import type { Endpoint } from '../core/link.js'
import { seededRandom } from '../core/random.js'
import { FaultProxy } from '../faults/proxy.js'
import { type Fault, NO_FAULTS } from '../faults/schedule.js'
import type { Recorder } from '../journal/journal.js'
import type { Network } from '../net/network.js'

const LOOPBACK = '127.0.0.1'

/** Connections of one scenario that go through a fault proxy each. What is done to them is journalled. */
export class FaultyLinks {
  readonly #proxies = new Map<string, FaultProxy>()
  /** By connection, in the order of their numbers. */
  readonly #armed = new Map<string, Fault[]>()

  constructor(
    private readonly network: Network,
    private readonly recorder: Recorder,
    private readonly clock: Clock,
  ) {}

  /** Stands before `target` for the connection `conn`; returns where to connect instead. */
  async before(target: Endpoint, conn: string): Promise<Endpoint> {
    const proxy = await FaultProxy.start({
      network: this.network,
      at: { host: LOOPBACK, port: 0 },
      target,
      schedule: NO_FAULTS,
      clock: this.clock,
      random: seededRandom(`faults/${conn}`),
      framing: 'always',
      report: ({ fault, band }) => {
        const armed = this.#armed.get(conn)?.[fault - 1]
        if (armed !== undefined) this.recorder.record({ kind: 'fault', conn, band, action: armed.action })
      },
    })
    this.#proxies.set(conn, proxy)
    this.#armed.set(conn, [])
    return { host: LOOPBACK, port: proxy.port }
  }

  /** Sets off or arms `fault` on the connection `conn`; it counts from now. */
  arm(conn: string, fault: Fault): void {
    const proxy = this.#proxies.get(conn)
    if (proxy === undefined) throw new Error(`The connection ${conn} has no proxy.`)
    this.#armed.get(conn)?.push(fault)
    proxy.add(fault)
  }

  /** Heals everything, and sets off nothing more. */
  heal(): void {
    for (const proxy of this.#proxies.values()) proxy.disarm()
  }

  /** Breaks what is left. */
  close(): void {
    for (const proxy of this.#proxies.values()) proxy.close()
  }
}
