import type { Clock } from '../core/clock.js'
import { disturbsAll } from '../run/needs.js'
import type { Scenario } from '../run/scenario.js'
import type { Subject } from '../subjects/subject.js'
import type { Bundle } from './bundle.js'
import { whatHinders } from './play.js'
import { knownFailures, scenarioOf } from './replay.js'
import { playRound } from './round.js'

/** How a bundle is confirmed. */
export interface ConfirmOptions {
  scenarios: readonly Scenario[]
  clock: Clock
  interrupt: AbortSignal
  /** After so long (ms) no more copies at once are tried than before. */
  budget: number
}

/** How often the example is played, and in how many plays it has to fail alike. */
const PLAYS = 5
const ENOUGH = 3

/** How many copies of an example are played at once, where fewer don't fail: a race is lost more often on a busy server. */
const AT_ONCE = [1, 8, 32] as const

/**
 * Plays a bundle's example again on the subject that it is of, and by as many at once as it takes to fail in most plays.
 * @returns the bundle with that number and how often it failed so, or why it can't be played, as a sentence
 */
export async function confirm(
  bundle: Bundle,
  subject: Subject,
  { scenarios, clock, interrupt, budget }: ConfirmOptions,
): Promise<Bundle | string> {
  const scenario = scenarioOf(bundle, scenarios)
  if (typeof scenario === 'string') return scenario
  const hindrance = whatHinders(subject, scenario)
  if (hindrance !== undefined) return hindrance
  const known = knownFailures(bundle, subject)
  const stage = { subject, scenario, seed: bundle.seed, signal: interrupt }
  const most = disturbsAll(scenario.needs) ? 1 : subject.mostJobs
  const over = clock.now() + budget
  let number = 1
  let best: Bundle | undefined
  for (const atOnce of AT_ONCE.filter((copies) => copies <= most)) {
    const reproduced = { of: 0, failed: 0 }
    const tried = { ...bundle, ...(atOnce === 1 ? {} : { atOnce }), reproduced }
    while (reproduced.of < PLAYS && !interrupt.aborted) {
      const { shows } = await playRound(stage, tried, ++number, known)
      reproduced.of += 1
      if (shows.is === 'same') reproduced.failed += 1
      else if (shows.is === 'open' && (await subject.trouble()) !== undefined) return shows.why
    }
    if (reproduced.of > 0 && reproduced.failed >= (best?.reproduced.failed ?? 0)) best = tried
    if (reproduced.failed >= ENOUGH || clock.now() > over) break
  }
  return best ?? bundle
}
