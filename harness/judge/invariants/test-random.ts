/** A small generator for models in tests (mulberry32): the same numbers for the same seed. */
export class Draw {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to, not including, `below`. */
  number(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let x = this.#state
    x = Math.imul(x ^ (x >>> 15), x | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return (((x ^ (x >>> 14)) >>> 0) / 4294967296) * below
  }

  integer(below: number): number {
    return Math.floor(this.number(below))
  }

  /** True once in `n` times. */
  once(n: number): boolean {
    return this.integer(n) === 0
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)] as T
  }
}

/** What happens when, in a model: time jumps from one event to the next. */
export class Agenda {
  now = 0
  #order = 0
  #events: { at: number; order: number; act: () => void }[] = []

  at(time: number, act: () => void): void {
    const event = { at: Math.max(time, this.now), order: ++this.#order, act }
    let i = this.#events.length
    while (i > 0 && isAfter(this.#events[i - 1] as typeof event, event)) i -= 1
    this.#events.splice(i, 0, event)
  }

  after(ms: number, act: () => void): void {
    this.at(this.now + ms, act)
  }

  /** Runs everything due by `time`. */
  runUntil(time: number): void {
    for (let next = this.#events[0]; next !== undefined && next.at <= time; next = this.#events[0]) {
      this.#events.shift()
      this.now = next.at
      next.act()
    }
    this.now = time
  }
}

const isAfter = (a: { at: number; order: number }, b: { at: number; order: number }) =>
  a.at > b.at || (a.at === b.at && a.order > b.order)
