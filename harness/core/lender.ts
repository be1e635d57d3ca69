/** Lends each of its things to one borrower at a time; who comes when none is left waits in turn. */
export class Lender<T> {
  readonly #free: T[]
  readonly #waiting: ((thing: T) => void)[] = []

  constructor(things: readonly T[]) {
    this.#free = [...things]
  }

  /** A thing that nobody else has until it is given back. */
  take(): Promise<T> {
    return new Promise((resolve) => {
      if (this.#free.length === 0) this.#waiting.push(resolve)
      else resolve(this.#free.shift()!)
    })
  }

  /** Takes a thing back; whoever has waited longest gets it. */
  giveBack(thing: T): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free.push(thing)
    else next(thing)
  }
}
