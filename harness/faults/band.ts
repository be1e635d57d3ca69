import type { Clock, Timer } from '../core/clock.js'
import type { Effect } from './decisions.js'
import type { Lane } from './lane.js'

/** One lasting action on one connection: it begins now, and ends when it heals or its lanes end before. */
export class Band {
  readonly #open = new Set<Lane>()
  readonly #timer: Timer | undefined

  /**
   * @param effects what each lane feels
   * @param ms after which it heals; without it, it heals by itself
   * @param ended is called once
   */
  constructor(
    private readonly effects: Map<Lane, Effect>,
    clock: Clock,
    ms: number | undefined,
    private readonly ended: () => void,
  ) {
    for (const lane of effects.keys()) this.#open.add(lane)
    this.#timer = ms === undefined ? undefined : clock.after(ms, () => this.heal())
    for (const [lane, effect] of effects) lane.begin(effect, () => this.#close(lane))
  }

  /** Ends it now. */
  heal(): void {
    const lanes = [...this.#open]
    for (const lane of lanes) this.#close(lane)
    for (const lane of lanes) lane.heal(this.effects.get(lane)!)
  }

  #close(lane: Lane): void {
    if (!this.#open.delete(lane) || this.#open.size > 0) return
    this.#timer?.cancel()
    this.ended()
  }
}
