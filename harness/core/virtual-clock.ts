import type { Clock, Timer } from './clock.js'
import { EventQueue } from './event-queue.js'

/** 2026-01-01T00:00:00Z, where virtual time begins. */
const EPOCH = 1_767_225_600_000

/** Turns that clocks of this process wait for; everything else among the pending immediates is somebody's work. */
let turns = 0

/**
 * A clock whose time jumps to the next timer when everything that could still happen now has happened: no
 * promise, tick or immediate is pending, and nobody holds it. One timer fires at a time; what it causes comes to
 * rest before the next one, so that the order of events depends on nothing but the timers. Timers due at the
 * same instant fire in the order in which they were made.
 *
 * Work outside of this thread's queues (files, sockets, the thread pool) is invisible: take a {@link hold}.
 */
export class VirtualClock implements Clock {
  readonly #queue = new EventQueue()
  readonly #patience: number
  /** Whole microseconds, so that sums are exact. */
  #now = 0
  #holds = 0
  #awake = false
  #stopped = false
  #idle: (() => void) | undefined

  /** @param patience how many ms of real time nothing may happen before watched work is given up */
  constructor(patience = 5000) {
    this.#patience = patience
  }

  now(): number {
    return this.#now / 1000
  }

  wall(): number {
    return EPOCH + this.now()
  }

  after(ms: number, action: () => void): Timer {
    if (this.#stopped) return { cancel: () => undefined }
    const entry = this.#queue.add(this.#now + Math.max(0, Math.round(ms * 1000)), action)
    this.#wake()
    return { cancel: () => this.#queue.cancel(entry) }
  }

  hold(): () => void {
    this.#holds += 1
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#holds -= 1
      this.#wake()
    }
  }

  watch<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let patience: NodeJS.Timeout | undefined
      const giveUp = () => {
        if (this.#awake || this.#holds > 0) return
        reject(new Error('Nothing is left that could happen in the simulation, but the run still waits.'))
      }
      const idle = () => {
        clearTimeout(patience)
        patience = setTimeout(giveUp, this.#patience)
      }
      const over = () => {
        clearTimeout(patience)
        if (this.#idle === idle) this.#idle = undefined
      }
      this.#idle = idle
      if (!this.#awake) idle()
      work.then(resolve, reject).finally(over)
    })
  }

  /** Forgets all timers and takes no more: time stands still for good. */
  stop(): void {
    this.#stopped = true
    this.#queue.clear()
  }

  #wake(): void {
    if (this.#awake || this.#holds > 0) return
    this.#awake = true
    this.#next()
  }

  #next(): void {
    turns += 1
    setImmediate(this.#turn)
  }

  readonly #turn = () => {
    turns -= 1
    if (this.#holds > 0) {
      this.#awake = false
      return
    }
    // Between immediates the queues of ticks and promises run empty: what is left to wait for are immediates.
    if (pendingImmediates() > turns) return this.#next()
    const event = this.#queue.take()
    if (event === undefined) {
      this.#awake = false
      this.#idle?.()
      return
    }
    this.#now = event.due
    try {
      event.action()
    } finally {
      this.#next()
    }
  }
}

function pendingImmediates(): number {
  let count = 0
  for (const resource of process.getActiveResourcesInfo()) if (resource === 'Immediate') count += 1
  return count
}
