import type { Element } from 'ltx'
import type { Clock, Timer } from '../core/clock.js'

interface Waiter {
  matches: (element: Element) => boolean
  resolve: (element: Element | undefined) => void
  timer: Timer
}

/** What an actor has received, and those who wait for something in it. */
export class Inbox {
  readonly #clock: Clock
  readonly #elements: Element[] = []
  readonly #taken = new Set<Element>()
  readonly #waiters = new Set<Waiter>()
  #closed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Everything received so far, in order. */
  get elements(): readonly Element[] {
    return this.#elements
  }

  /** Whether nothing more will come. */
  get closed(): boolean {
    return this.#closed
  }

  /** Takes in an element. */
  add(element: Element): void {
    this.#elements.push(element)
    for (const waiter of [...this.#waiters]) if (waiter.matches(element)) this.#settle(waiter, element)
  }

  /** Nothing more will come: whoever waits gets `undefined`. */
  close(): void {
    this.#closed = true
    for (const waiter of [...this.#waiters]) this.#settle(waiter, undefined)
  }

  /**
   * The first element that matches, received already or within `ms` from now; `undefined` at the deadline or
   * when the stream ends before.
   */
  find(matches: (element: Element) => boolean, ms: number): Promise<Element | undefined> {
    const found = this.#elements.find(matches)
    if (found !== undefined || this.#closed) return Promise.resolve(found)
    return new Promise((resolve) => {
      const timer = this.#clock.after(ms, () => this.#settle(waiter, undefined))
      const waiter: Waiter = { matches, resolve, timer }
      this.#waiters.add(waiter)
    })
  }

  /** Like {@link find}, but each element is handed out once. */
  async take(matches: (element: Element) => boolean, ms: number): Promise<Element | undefined> {
    const found = await this.find((element) => !this.#taken.has(element) && matches(element), ms)
    if (found !== undefined) this.#taken.add(found)
    return found
  }

  #settle(waiter: Waiter, element: Element | undefined): void {
    this.#waiters.delete(waiter)
    waiter.timer.cancel()
    waiter.resolve(element)
  }
}
