import type { Clock } from '../core/clock.js'
import { expectationsFor } from '../run/expectations.js'
import type { Scenario } from '../run/scenario.js'
import { startSubject } from '../subjects/start.js'
import type { Subject } from '../subjects/subject.js'
import { type Answer, answerOf, cannotReplay } from './answer.js'
import type { Bundle } from './bundle.js'
import type { Known, Likeness } from './likeness.js'
import { type Play, type Stage, whatHinders } from './play.js'
import { playRound } from './round.js'

/** How a bundle is replayed. */
export interface ReplayOptions {
  /** The subject; without it the bundle's. */
  on?: string
  /** How often it is played; without it as often as the carrier makes it worth. */
  times?: number
  /** All scenarios that there are. */
  scenarios: readonly Scenario[]
  clock: Clock
  interrupt: AbortSignal
  /** Told when the subject is ready. */
  began?(facts: Subject['facts']): void
  /** Told of each play, as soon as it is over. */
  played?(play: Play, shows: Likeness): void
}

/** A simulation does the same again; elsewhere a failure may need luck: at least and at most so many plays. */
const TIMES = { sim: 1, least: 3, most: 20 } as const

/** How unlikely it should be that a failure which needs luck is missed. */
const MISSED = 0.05

/** How often a bundle is played on a carrier when nobody says: the rarer it failed before, the oftener. */
export function usualTimes({ reproduced: { of, failed } }: Bundle, carrier: string): number {
  if (carrier === 'sim') return TIMES.sim
  if (failed === 0) return TIMES.most
  if (failed >= of) return TIMES.least
  const enough = Math.ceil(Math.log(MISSED) / Math.log(1 - failed / of))
  return Math.min(TIMES.most, Math.max(TIMES.least, enough))
}

/**
 * Plays a bundle's minimal example, and says whether it fails as it did. Nothing is drawn.
 * @throws UserError: 64 for a wrong specifier, 69 when the subject is unavailable
 */
export async function replay(bundle: Bundle, options: ReplayOptions): Promise<Answer> {
  const { on = bundle.subject.specifier, scenarios, clock, interrupt } = options
  const scenario = scenarioOf(bundle, scenarios)
  if (typeof scenario === 'string') return cannotReplay(scenario)
  const subject = await startSubject(on, clock, interrupt, bundle.seed)
  try {
    const hindrance = whatHinders(subject, scenario)
    if (hindrance !== undefined) return cannotReplay(hindrance)
    options.began?.(subject.facts)
    const plays = await playSeveral(
      bundle,
      { subject, scenario, seed: bundle.seed, signal: interrupt },
      options,
    )
    return answerOf(bundle, on, plays)
  } finally {
    await subject.stop()
  }
}

/** The scenario that a bundle is of, or why this version can't play it, as a sentence. */
export function scenarioOf({ scenario: path, example, tool }: Bundle, scenarios: readonly Scenario[]) {
  const scenario = scenarios.find((each) => each.path === path)
  if (scenario === undefined)
    return `This version has no scenario ${path}; the bundle was written by Assay ${tool.version}.`
  const takesExample = scenario.kind !== 'scripted'
  if (takesExample !== (example !== undefined))
    return `The scenario ${path} ${takesExample ? 'takes an example, which the bundle lacks' : 'takes no example any more'}; the bundle was written by Assay ${tool.version}.`
  return scenario
}

/** The failures that a bundle's scope had besides, and those that are expected of the subject anyway. */
export function knownFailures({ besides }: Bundle, { facts }: Subject): Known {
  const expected = expectationsFor(facts, undefined).entries.flatMap((entry) =>
    'verdict' in entry && entry.verdict === 'fail' ? entry.fingerprint : [],
  )
  return new Set([...besides.map(({ fingerprint }) => fingerprint), ...expected])
}

async function playSeveral(bundle: Bundle, stage: Stage, options: ReplayOptions): Promise<Likeness[]> {
  const { subject } = stage
  const times = options.times ?? usualTimes(bundle, subject.facts.carrier)
  const known = knownFailures(bundle, subject)
  const plays: Likeness[] = []
  for (let number = 1; number <= times && !options.interrupt.aborted; number++) {
    const { play, shows } = await playRound(stage, bundle, number, known)
    plays.push(shows)
    options.played?.(play, shows)
    if (shows.is === 'open' && number < times && (await subject.trouble()) !== undefined) break
  }
  return plays
}
