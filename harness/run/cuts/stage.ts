import { type Cut, type CutTimes, isHarmless, scheduleOf } from '../../faults/cut.js'
import { NO_FAULTS } from '../../faults/schedule.js'
import type { World } from '../world.js'
import type { Party } from './party.js'

/** Longest stall that nobody may take for an end, ms. */
const SHORT = 1000
/** A black hole outlasts by this whoever waits for an answer, ms. */
const LONGER = 500

/** A connection, and two barriers behind everything that happened on it. */
export interface Rest {
  at: string
  answered: string
  until: string
}

/** What an exchange leaves to be judged, beside its history. */
export interface Ending {
  /** Who read directed presence of a session that is over, on a connection that is still there. */
  told: (Rest & { jid: string })[]
  /** Connections that had to come through; one that did not has no barrier, only its end. */
  unharmed: Rest[]
  /** Who is left. */
  left: Rest[]
}

/** Puts a proxy before each of `names`, one of which has the cut. */
export async function place(world: World, names: readonly string[], cut: Cut | undefined): Promise<void> {
  const { route } = world.subject.bounds
  const times: CutTimes = { long: route + LONGER, short: Math.min(SHORT, route / 2) }
  for (const name of names)
    await world.proxies.place(name, cut?.as === name ? scheduleOf(cut, times) : NO_FAULTS)
}

/** Who read whose directed presence. */
export class Greetings {
  readonly #read: { on: string; from: Party; sender: string }[] = []

  /** `reader` has read on its session the directed presence of the session that `from` has now. */
  note(reader: Party, from: Party): void {
    const [on, sender] = [reader.live?.id, sessionOf(from)]
    if (on !== undefined && sender !== undefined) this.#read.push({ on, from, sender })
  }

  /** Who must have been told: the session of the sender is over, and the reader's connection is among those left. */
  owed(left: readonly Rest[]): Ending['told'] {
    return this.#read.flatMap(({ on, from, sender }) => {
      const rest = left.find(({ at }) => at === on)
      return rest === undefined || sessionOf(from) === sender ? [] : [{ ...rest, jid: from.jid }]
    })
  }
}

/** What tells one session of `party` from the next: its connection, or what lives on from one to the other. */
function sessionOf({ live }: Party): string | undefined {
  return live === undefined || live.carried.id === '' ? live?.id : live.carried.id
}

/**
 * Brings an exchange to rest: what went over its connections is measured, everything is healed, the bounds of routing
 * and of unavailable presence pass, and who has not retired connects again if need be.
 */
export async function comeToRest(
  world: World,
  parties: readonly Party[],
  cut: Cut | undefined,
): Promise<void> {
  world.step('heal everything, and come to rest')
  if (cut === undefined) world.proxies.measure()
  world.proxies.heal()
  const { route, unavailable } = world.subject.bounds
  await world.elapse(Math.max(route, unavailable))
  for (const party of parties) if (!party.retired) await party.check()
}

/** The last barriers of who is left; all that was under way among them has arrived before. */
export async function lastBarriers(parties: readonly Party[]): Promise<Rest[]> {
  const left = parties.flatMap((party) => (party.retired ? [] : (party.live ?? [])))
  for (const actor of left) await actor.fences(left)
  const barriers = () => Promise.all(left.map((actor) => actor.barrier()))
  const [answered, until] = [await barriers(), await barriers()]
  return left.map(({ id: at }, index) => ({ at, answered: answered[index]!, until: until[index]! }))
}

/** Of the connections `expected`, which an exchange without a real cut ends on, what became. */
export function unharmedOf(
  cut: Cut | undefined,
  expected: readonly string[],
  left: readonly Rest[],
): Ending['unharmed'] {
  if (cut !== undefined && !isHarmless(cut)) return []
  const never = { answered: 'never asked', until: 'never asked' }
  return expected.map((at) => left.find((rest) => rest.at === at) ?? { at, ...never })
}
