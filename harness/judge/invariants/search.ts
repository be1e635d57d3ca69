import type { Session, State } from './model.js'

/** Something that can be seen of the register at one instant: a message with its receivers. */
export interface Reading {
  /** Whether the receivers fit a state, given by each present session's. */
  fits(states: ReadonlyMap<Session, State>): boolean
}

/** An event of the search, in the order of the history. */
export type Step =
  | { is: 'begin'; session: Session }
  /** From here on this change can take effect. */
  | { is: 'invoked'; session: Session; index: number }
  /** By here it has taken effect. */
  | { is: 'proven'; session: Session; index: number }
  | { is: 'asked'; reading: Reading }
  | { is: 'answered'; reading: Reading }

/** One way in which everything so far can have taken effect. */
interface Configuration {
  /** The last change in force of each present session; −1 before binding. */
  at: number[]
  /** Readings under way that no state so far has fitted. */
  open: ReadonlySet<Reading>
}

/**
 * Looks for one order of all changes in which every reading fits some instant of its interval (linearizability,
 * in the manner of Wing and Gong, and Lowe): changes are applied as late as something forces them, readings as early
 * as they fit, which loses no order. Configurations with the same changes and readings are visited once.
 */
export class Search {
  #slots: (Session | undefined)[] = []
  #invoked: number[] = []
  #configurations: Configuration[] = [{ at: [], open: new Set() }]
  #left: number

  /** @param budget how many configurations may be visited */
  constructor(budget: number) {
    this.#left = budget
  }

  get isSpent(): boolean {
    return this.#left <= 0
  }

  /** Takes the next step; returns whether some order remains. Without one, the reading answered is left out. */
  take(step: Step): 'possible' | 'impossible' {
    switch (step.is) {
      case 'begin':
        this.#begin(step.session)
        return 'possible'
      case 'invoked':
        this.#invoked[this.#slots.indexOf(step.session)] = step.index + 1
        return 'possible'
      case 'proven':
        return this.#prove(step.session, step.index)
      case 'asked':
        this.#configurations = this.#configurations.map((c) => this.#ask(c, step.reading))
        return 'possible'
      case 'answered':
        return this.#answer(step.reading)
    }
  }

  #begin(session: Session): void {
    const free = this.#slots.indexOf(undefined)
    const slot = free < 0 ? this.#slots.length : free
    this.#slots[slot] = session
    this.#invoked[slot] = 0
    for (const { at } of this.#configurations) at[slot] = -1
  }

  #prove(session: Session, index: number): 'possible' | 'impossible' {
    const slot = this.#slots.indexOf(session)
    const has = ({ at }: Configuration) => (at[slot] ?? -1) >= index
    this.#force(has, (c) => (c.open.size === 0 ? this.#advance(c, slot, index) : undefined))
    if (index === session.writes.length - 1) {
      this.#slots[slot] = undefined
      for (const { at } of this.#configurations) at[slot] = -1
      this.#configurations = distinct(this.#configurations)
    }
    return 'possible'
  }

  #ask(configuration: Configuration, reading: Reading): Configuration {
    if (reading.fits(this.#states(configuration))) return configuration
    return { at: configuration.at, open: new Set([...configuration.open, reading]) }
  }

  #answer(reading: Reading): 'possible' | 'impossible' {
    const before = this.#configurations
    this.#force(
      ({ open }) => !open.has(reading),
      () => undefined,
    )
    if (this.#configurations.length > 0 || this.isSpent) return 'possible'
    this.#configurations = distinct(
      before.map(({ at, open }) => ({ at, open: new Set([...open].filter((r) => r !== reading)) })),
    )
    return 'impossible'
  }

  /** Goes on from each configuration until `is` holds, in every way; `short` goes there directly where that is enough. */
  #force(is: (c: Configuration) => boolean, short: (c: Configuration) => Configuration | undefined): void {
    if (this.#configurations.every(is)) return
    const found: Configuration[] = []
    const visited = new Set<string>()
    const waiting = [...this.#configurations]
    for (let c = waiting.pop(); c !== undefined && !this.isSpent; c = waiting.pop()) {
      const key = keyOf(c)
      if (visited.has(key)) continue
      visited.add(key)
      this.#left -= 1
      if (is(c)) found.push(c)
      else {
        const direct = short(c)
        if (direct !== undefined) found.push(direct)
        else waiting.push(...this.#next(c))
      }
    }
    this.#configurations = distinct(found)
  }

  #next(configuration: Configuration): Configuration[] {
    return this.#slots.flatMap((session, slot) => {
      const next = (configuration.at[slot] ?? -1) + 1
      return session !== undefined && next < (this.#invoked[slot] ?? 0)
        ? [this.#advance(configuration, slot, next)]
        : []
    })
  }

  #advance({ at, open }: Configuration, slot: number, index: number): Configuration {
    const moved = at.slice()
    moved[slot] = index
    if (open.size === 0) return { at: moved, open }
    const states = this.#states({ at: moved, open })
    return { at: moved, open: new Set([...open].filter((reading) => !reading.fits(states))) }
  }

  #states({ at }: Configuration): Map<Session, State> {
    const states = new Map<Session, State>()
    for (const [slot, session] of this.#slots.entries()) {
      const state = session?.writes[at[slot] ?? -1]?.state
      if (session !== undefined && state !== undefined) states.set(session, state)
    }
    return states
  }
}

const ids = new WeakMap<Reading, number>()
let issued = 0

function idOf(reading: Reading): number {
  const id = ids.get(reading) ?? ++issued
  ids.set(reading, id)
  return id
}

const keyOf = ({ at, open }: Configuration) =>
  `${at.join()}|${[...open]
    .map(idOf)
    .sort((a, b) => a - b)
    .join()}`

/** Each configuration once; of those with the same changes, none that has more open than another. */
function distinct(all: Configuration[]): Configuration[] {
  if (all.length < 2) return all
  const kept = new Map<string, Configuration[]>()
  for (const c of all.toSorted((a, b) => a.open.size - b.open.size)) {
    const key = c.at.join()
    const same = kept.get(key) ?? []
    if (!same.some(({ open }) => [...open].every((reading) => c.open.has(reading))))
      kept.set(key, [...same, c])
  }
  return [...kept.values()].flat()
}
