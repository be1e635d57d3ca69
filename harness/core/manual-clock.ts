import type { Clock, Timer } from './clock.js'

/** A clock that stands still until it is moved, for tests that say when time passes. */
export class ManualClock implements Clock {
  #now = 0
  readonly #timers = new Set<{ due: number; action: () => void }>()

  now(): number {
    return this.#now
  }

  wall(): number {
    return this.#now
  }

  after(ms: number, action: () => void): Timer {
    const timer = { due: this.#now + ms, action }
    this.#timers.add(timer)
    return { cancel: () => void this.#timers.delete(timer) }
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size
  }

  /** When the next timer is due, ms; infinity without one. */
  get next(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#timers].map(({ due }) => due))
  }

  /** Lets `ms` pass at once and calls what is due by then, in the order in which it was asked for. */
  advance(ms: number): void {
    this.#now += ms
    for (const timer of [...this.#timers]) {
      if (timer.due <= this.#now && this.#timers.delete(timer)) timer.action()
    }
  }

  /** Lets `ms` pass, timer by timer; what each causes comes to rest before the next. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await settled()
    for (let { next } = this; next <= until; next = this.next) {
      this.advance(next - this.#now)
      await settled()
    }
    this.#now = until
  }
}

/** Resolves after a turn of the event loop: promises and ticks that waited, and what they led to, have run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
