import type { Clock } from '../core/clock.js'
import type { Endpoint } from '../core/link.js'
import type { Random } from '../core/random.js'
import { Meter } from '../faults/meter.js'
import { placesIn } from '../faults/places.js'
import { FaultProxy } from '../faults/proxy.js'
import type { Schedule } from '../faults/schedule.js'
import type { Recorder } from '../journal/journal.js'
import type { Subject } from '../subjects/subject.js'

const HOST = '127.0.0.1'

/** The fault proxies of one scenario: one before all connections of one name. */
export class Proxies {
  readonly #proxies = new Map<string, { proxy: FaultProxy; meter: Meter }>()

  constructor(
    private readonly subject: Subject,
    private readonly recorder: Recorder,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** From now on connections under the name `as` go through a proxy that does what `schedule` says. */
  async place(as: string, schedule: Schedule): Promise<void> {
    const meter = new Meter()
    const proxy = await FaultProxy.start({
      network: meter.network(this.subject.network),
      at: { host: HOST, port: 0 },
      target: this.subject.endpoint,
      schedule,
      clock: this.clock,
      random: this.random,
      report: ({ connection, fault, band }) => {
        const set = schedule.faults[fault - 1]
        if (set === undefined) return
        this.recorder.record({ kind: 'fault', conn: `${as}/${connection}`, band, action: set.action })
      },
    })
    this.#proxies.set(as, { proxy, meter })
  }

  /** Where a connection under the name `as` has to go to reach `to`. */
  way(as: string, to: Endpoint): Endpoint {
    const found = this.#proxies.get(as)
    if (found === undefined) return to
    found.proxy.aim(to)
    return { host: HOST, port: found.proxy.port }
  }

  /** Heals everything, and lets no further fault begin. */
  heal(): void {
    for (const { proxy } of this.#proxies.values()) proxy.disarm()
  }

  /** Journals what has gone over every connection, and where it could have been cut. */
  measure(): void {
    for (const [as, { meter }] of this.#proxies)
      for (const flow of meter.flows()) {
        const { connection, direction, bytes } = flow
        const measured = { as, connection, direction, bytes: bytes.length, places: placesIn(flow) }
        this.recorder.record({ kind: 'measured', ...measured })
      }
  }

  /** Ends all proxies, and what still goes through them. */
  close(): void {
    for (const { proxy } of this.#proxies.values()) proxy.close()
  }
}
