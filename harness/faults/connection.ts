import type { Timer } from '../core/clock.js'
import type { Link, LinkEnd } from '../core/link.js'
import { Band } from './band.js'
import type { Effect } from './decisions.js'
import type { FaultEvent } from './event.js'
import { Lane, type LaneTools } from './lane.js'
import type { Action, Direction, Fault, OneWay } from './schedule.js'
import { Watch } from './watch.js'

type Lasting = Extract<Action, { heal: unknown }>

const WAYS = ['to-server', 'to-client'] as const

/** One connection through the proxy: two links, a lane each way, and the faults it meets. */
export class ProxiedConnection {
  readonly #lanes: Record<OneWay, Lane>
  readonly #watches: Record<OneWay, Watch>
  readonly #links: Record<OneWay, Link>
  readonly #bands = new Set<Band>()
  readonly #timers: Timer[] = []
  #armed = true

  /**
   * @param faults those it can meet, with their numbers
   * @param elapsed ms since the proxy was started
   * @param report is told of every action
   */
  constructor(
    client: Link,
    server: Link,
    private readonly faults: Map<Fault, number>,
    elapsed: number,
    private readonly tools: LaneTools,
    private readonly report: (event: Omit<FaultEvent, 'connection'>) => void,
    framing: 'needed' | 'always' = 'needed',
  ) {
    this.#links = { 'to-server': server, 'to-client': client }
    this.#lanes = { 'to-server': this.#lane('to-server'), 'to-client': this.#lane('to-client') }
    this.#watches = {
      'to-server': new Watch([...faults.keys()], 'to-server', tools.decisions, framing),
      'to-client': new Watch([...faults.keys()], 'to-client', tools.decisions, framing),
    }
    for (const fault of faults.keys()) this.#arm(fault, elapsed)
    this.#hear(client, 'to-server')
    this.#hear(server, 'to-client')
  }

  /** Meets one more fault, whose times, bytes and stanzas count from now. */
  add(fault: Fault, number: number): void {
    if (!this.#armed) return
    this.faults.set(fault, number)
    const { trigger } = fault
    if (trigger.on !== 'start' && trigger.on !== 'connection')
      for (const way of WAYS) this.#watches[way].add(fault)
    else if (trigger.ms === 0) this.#fire(fault)
    else this.#timers.push(this.tools.clock.after(trigger.ms, () => this.#fire(fault)))
  }

  /** Sets off nothing more, and heals everything. */
  disarm(): void {
    this.#armed = false
    for (const timer of this.#timers) timer.cancel()
    for (const band of [...this.#bands]) band.heal()
  }

  /** Whether a side was not yet told of the end. */
  get live(): boolean {
    return WAYS.some((way) => this.#lanes[way].live)
  }

  /** Breaks both links. */
  reset(): void {
    for (const timer of this.#timers) timer.cancel()
    for (const way of WAYS) this.#lanes[way].abandon()
    for (const way of WAYS) this.#links[way].reset()
  }

  #lane(way: OneWay): Lane {
    return new Lane(this.#links[way], this.tools, (how) => {
      if (how === 'reset') this.#lanes[way === 'to-server' ? 'to-client' : 'to-server'].abandon()
      this.#settle()
    })
  }

  #hear(link: Link, way: OneWay): void {
    link.listen({
      data: (bytes) => {
        for (const { bytes: part, fired } of this.#watches[way].read(bytes)) {
          this.#lanes[way].take(part)
          for (const fault of fired) this.#fire(fault)
        }
      },
      ended: (how) => this.#ended(way, how),
    })
  }

  #ended(way: OneWay, how: LinkEnd): void {
    this.#lanes[way].take(this.#watches[way].rest())
    this.#lanes[way].end(this.tools.decisions.passesOn(how))
    // A side that is gone hears nothing more.
    if (how === 'reset') this.#lanes[way === 'to-server' ? 'to-client' : 'to-server'].abandon()
    this.#settle()
  }

  /** Nothing is left to set off on a connection that is over. */
  #settle(): void {
    if (!this.live) for (const timer of this.#timers.splice(0)) timer.cancel()
  }

  #arm(fault: Fault, elapsed: number): void {
    const { trigger, action } = fault
    if (trigger.on !== 'start' && trigger.on !== 'connection') return
    const wait = trigger.on === 'start' ? trigger.ms - elapsed : trigger.ms
    const left = 'heal' in action ? action.heal.ms + wait : wait
    if (wait >= 0) this.#timers.push(this.tools.clock.after(wait, () => this.#fire(fault)))
    else if (left > 0) this.#fire(fault, left)
  }

  /** @param left how long it still lasts, when it began before the connection did */
  #fire(fault: Fault, left?: number): void {
    if (!this.#armed) return
    const { action } = fault
    switch (action.do) {
      case 'fin':
        this.#finish(fault, action.direction)
        return
      case 'reset':
        if (!this.live) return
        this.#tell(fault, 'instant', 'both')
        this.reset()
        return
      case 'duplicate':
      case 'corrupt':
        this.#begin(fault, action.direction, () => ({ is: action.do, left: action.bytes }), undefined)
        return
      case 'half-open': {
        const way = action.gone === 'client' ? 'to-server' : 'to-client'
        if (!this.#lanes[way].live) return
        this.#begin(fault, way, () => ({ is: 'black-hole' }), left ?? action.heal.ms)
        this.#links[way === 'to-server' ? 'to-client' : 'to-server'].reset()
        this.#ended(way, 'reset')
        return
      }
      default:
        this.#begin(fault, action.direction, () => effectOf(action), left ?? action.heal.ms)
    }
  }

  #finish(fault: Fault, direction: Direction): void {
    const ways = this.tools.decisions.directions(direction).filter((way) => this.#lanes[way].open)
    if (ways.length === 0) return
    this.#tell(fault, 'instant', direction)
    for (const way of ways) this.#lanes[way].end('fin')
  }

  #begin(fault: Fault, direction: Direction, effect: () => Effect, ms: number | undefined): void {
    const { clock, decisions } = this.tools
    const lanes = decisions.directions(direction).map((way) => this.#lanes[way])
    const effects = new Map(lanes.filter((lane) => lane.live).map((lane) => [lane, effect()]))
    // What has ended has nothing left to suffer.
    if (effects.size === 0) return
    this.#tell(fault, 'begin', direction)
    const lasts = ms === undefined ? undefined : decisions.lasts(ms)
    const band: Band = new Band(effects, clock, lasts, () => {
      this.#bands.delete(band)
      this.#tell(fault, 'end', direction)
    })
    this.#bands.add(band)
  }

  #tell(fault: Fault, band: FaultEvent['band'], direction: Direction): void {
    const { clock } = this.tools
    const number = this.faults.get(fault) ?? 0
    this.report({ time: clock.now(), fault: number, action: fault.action.do, direction, band })
  }
}

function effectOf(action: Exclude<Lasting, { do: 'half-open' }>): Effect {
  switch (action.do) {
    case 'delay':
      return { is: 'delay', ms: action.ms, jitter: action.jitter ?? 0 }
    case 'bandwidth':
      return { is: 'bandwidth', bytesPerSecond: action.bytesPerSecond }
    case 'slice':
      return { is: 'slice', bytes: action.bytes }
    default:
      return { is: action.do }
  }
}
