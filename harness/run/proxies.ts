import type { Clock } from '../core/clock.js'
import type { Endpoint } from '../core/link.js'
import { seededRandom } from '../core/random.js'
import { Meter } from '../faults/meter.js'
import { placesIn } from '../faults/places.js'
import { FaultProxy } from '../faults/proxy.js'
import { type Fault, NO_FAULTS, type Schedule } from '../faults/schedule.js'
import type { Recorder } from '../journal/journal.js'
import type { Subject } from '../subjects/subject.js'

const HOST = '127.0.0.1'

interface Placed {
  proxy: FaultProxy
  meter: Meter
  /** In the order of their numbers. */
  faults: Fault[]
}

/** The fault proxies of one scenario: one before all connections of one name. What they do is journalled. */
export class Proxies {
  readonly #placed = new Map<string, Placed>()

  constructor(
    private readonly subject: Subject,
    private readonly recorder: Recorder,
    private readonly clock: Clock,
  ) {}

  /**
   * From now on connections under the name `as`, of which there were none yet, go through a proxy that does what
   * `schedule` says; without it, what is armed later.
   */
  async place(as: string, schedule: Schedule = NO_FAULTS): Promise<void> {
    const meter = new Meter()
    const faults = [...schedule.faults]
    const proxy = await FaultProxy.start({
      network: meter.network(this.subject.network),
      at: { host: HOST, port: 0 },
      target: this.subject.endpoint,
      schedule,
      clock: this.clock,
      random: seededRandom(`faults/${as}`),
      framing: faults.length === 0 ? 'always' : 'needed',
      report: ({ connection, fault, band }) => {
        const { action } = faults[fault - 1]!
        this.recorder.record({ kind: 'fault', conn: `${as}/${connection}`, band, action })
      },
    })
    this.#placed.set(as, { proxy, meter, faults })
  }

  /** Where a connection under the name `as` has to go to reach `to`. */
  way(as: string, to: Endpoint): Endpoint {
    const found = this.#placed.get(as)
    if (found === undefined) return to
    found.proxy.aim(to)
    return { host: HOST, port: found.proxy.port }
  }

  /** Sets off or arms `fault` on the connection `conn` alone; it counts from now. */
  arm(conn: string, fault: Fault): void {
    const slash = conn.lastIndexOf('/')
    const found = this.#placed.get(conn.slice(0, slash))
    if (found === undefined) throw new Error(`The connection ${conn} has no proxy.`)
    found.faults.push(fault)
    found.proxy.add({ ...fault, connection: Number(conn.slice(slash + 1)) })
  }

  /** Heals everything, and lets no further fault begin. */
  heal(): void {
    for (const { proxy } of this.#placed.values()) proxy.disarm()
  }

  /** Journals what has gone over every connection, and where it could have been cut. */
  measure(): void {
    for (const [as, { meter }] of this.#placed)
      for (const flow of meter.flows()) {
        const { connection, direction, bytes } = flow
        const measured = { as, connection, direction, bytes: bytes.length, places: placesIn(flow) }
        this.recorder.record({ kind: 'measured', ...measured })
      }
  }

  /** Ends all proxies, and what still goes through them. */
  close(): void {
    for (const { proxy } of this.#placed.values()) proxy.close()
  }
}
