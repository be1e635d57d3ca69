/** Something that is to happen at an instant. */
export interface Scheduled {
  /** When, in whole microseconds. */
  due: number
  /** Orders what is due at the same instant. */
  order: number
  /** `undefined` once it was cancelled. */
  action: (() => void) | undefined
}

const before = (a: Scheduled, b: Scheduled) => a.due < b.due || (a.due === b.due && a.order < b.order)

/** What is scheduled, earliest first, and in the order of scheduling at the same instant (a binary heap). */
export class EventQueue {
  #heap: Scheduled[] = []
  #cancelled = 0
  #order = 0

  /** Adds `action` at `due`. */
  add(due: number, action: () => void): Scheduled {
    const entry = { due, order: this.#order++, action }
    this.#insert(entry)
    return entry
  }

  /** Makes sure that `entry` does not happen; does nothing when it has. */
  cancel(entry: Scheduled): void {
    if (entry.action === undefined) return
    entry.action = undefined
    this.#cancelled += 1
    if (this.#cancelled > 1000 && this.#cancelled > this.#heap.length / 2) this.#compact()
  }

  /** Takes the next one out; `undefined` when there is none. */
  take(): { due: number; action: () => void } | undefined {
    for (let top = this.#pop(); top !== undefined; top = this.#pop()) {
      const { due, action } = top
      if (action === undefined) {
        this.#cancelled -= 1
        continue
      }
      top.action = undefined
      return { due, action }
    }
    return undefined
  }

  /** Forgets everything. */
  clear(): void {
    this.#heap = []
    this.#cancelled = 0
  }

  #insert(entry: Scheduled): void {
    const heap = this.#heap
    let at = heap.push(entry) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(entry, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = entry
  }

  #pop(): Scheduled | undefined {
    const heap = this.#heap
    const top = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1
      if (!before(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return top
  }

  /** Most timers are deadlines that are cancelled long before they are due. */
  #compact(): void {
    // A sorted array is a heap.
    this.#heap = this.#heap
      .filter((entry) => entry.action !== undefined)
      .sort((a, b) => (before(a, b) ? -1 : 1))
    this.#cancelled = 0
  }
}
