import { setMaxListeners } from 'node:events'
import type { Clock } from '../core/clock.js'
import type { ScopeOutcome } from '../journal/event.js'
import type { Journal } from '../journal/journal.js'
import type { Subject } from '../subjects/subject.js'
import { playEnumerated } from './enumerated.js'
import { type Drawing, playGenerated } from './generated.js'
import type { JudgedScope } from './judge-scope.js'
import { disturbsAll, whatLacks } from './needs.js'
import type { Scenario } from './scenario.js'
import { type PlayedScope, passOver, playScope, type RunContext, startOf } from './scope.js'

/** What the runner tells while it works. */
export interface Progress {
  /** A scenario begins. */
  began(scenario: Scenario): void
  /** One scope of a scenario was played and judged. */
  played(scope: PlayedScope): void
  /** A scenario is over. */
  ended(scenario: Scenario): void
}

/** How a run is carried out. */
export interface Plan {
  scenarios: Scenario[]
  seed: number
  /** How many scenarios are under way at once. */
  jobs: number
  drawing: Drawing
}

/** What a run left. */
export interface Outcome {
  scopes: JudgedScope[]
  /** Where the subject stopped answering. */
  died?: { scenario: string; step: string; detail: string }
  interrupted: boolean
}

/** Outcomes of a script that a dead subject would explain. */
const SUSPICIOUS: readonly ScopeOutcome[] = ['gone', 'not-seen', 'deadline']

/**
 * Plays all scenarios of a plan against one subject, several at once; at last, one by one, those that disturb all
 * others. When the subject no longer answers, what is left is not played. Never rejects because of the subject.
 */
export async function playAll(
  subject: Subject,
  journal: Journal,
  clock: Clock,
  plan: Plan,
  interrupt: AbortSignal,
  progress: Progress,
): Promise<Outcome> {
  const halt = new AbortController()
  // One listener for each scope under way.
  setMaxListeners(0, halt.signal)
  const stop = () => halt.abort()
  interrupt.addEventListener('abort', stop)
  if (interrupt.aborted) stop()
  const context: RunContext = { subject, journal, clock, seed: plan.seed, signal: halt.signal }
  const scopes: JudgedScope[] = []
  // Generated scenarios take longest: begun first, they do not run on alone at the end.
  const queue = plan.scenarios.toSorted((a, b) => a.kind.localeCompare(b.kind))
  const together = queue.filter((scenario) => !isApart(subject, scenario))
  const apart = queue.filter((scenario) => isApart(subject, scenario))
  const sharing = plan.scenarios.filter(
    ({ kind, needs }) => kind === 'generated' && whatLacks(subject, needs) === undefined,
  ).length
  let died: Outcome['died']
  let latest: PlayedScope | undefined
  const examine = async (scope: PlayedScope) => {
    if (died !== undefined) return
    const trouble = await subject.trouble()
    if (trouble === undefined || died !== undefined) return
    died = { scenario: scope.start.scenario, step: scope.step, detail: `${trouble} ${scope.detail}`.trim() }
    journal.record({ kind: 'died', ...died })
    stop()
  }
  const worker = async (queue: Scenario[]) => {
    while (!halt.signal.aborted) {
      const next = queue.shift()
      if (next === undefined) return
      progress.began(next)
      const examinations: Promise<void>[] = []
      await playScenario(context, next, plan.drawing, sharing, (scope) => {
        scopes.push(scope)
        progress.played(scope)
        latest = scope
        if (SUSPICIOUS.includes(scope.outcome)) examinations.push(examine(scope))
      })
      await Promise.all(examinations)
      progress.ended(next)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, plan.jobs) }, () => worker(together)))
  await worker(apart)
  // A script that waits for no more than the end of a stream is done when the subject dies.
  if (latest !== undefined && !interrupt.aborted) await examine(latest)
  interrupt.removeEventListener('abort', stop)
  const why =
    died === undefined
      ? 'The run was interrupted before this scenario.'
      : 'The subject was gone before this scenario.'
  for (const scenario of [...together, ...apart]) {
    scopes.push(passOver(context, scenario, 'interrupted', why))
  }
  return { scopes, ...(died === undefined ? {} : { died }), interrupted: interrupt.aborted }
}

/** Whether what is played of a scenario has to be played by itself. */
const isApart = ({ alone, spare }: Subject, { needs }: Scenario) =>
  alone === undefined && spare === undefined && disturbsAll(needs)

/** How a scope gets a subject of its own: always, or if it would disturb others, where the subject can be had again. */
const aloneFor = ({ alone, spare }: Subject, { needs }: Scenario): Subject['alone'] =>
  alone ?? (disturbsAll(needs) ? spare : undefined)

async function playScenario(
  shared: RunContext,
  scenario: Scenario,
  drawing: Drawing,
  sharing: number,
  onPlayed: (scope: PlayedScope) => void,
): Promise<void> {
  const alone = aloneFor(shared.subject, scenario)
  const context: RunContext = { ...shared, ...(alone === undefined ? {} : { alone }) }
  const lacking = whatLacks(context.subject, scenario.needs)
  if (lacking !== undefined) return onPlayed(passOver(context, scenario, 'inapplicable', lacking))
  if (scenario.kind === 'generated') {
    const lanes = isApart(context.subject, scenario) ? 1 : drawing.lanes
    const enough = drawing.share?.(sharing)
    const own = { ...drawing, lanes, ...(enough === undefined ? {} : { enough }) }
    return playGenerated(context, scenario, own, onPlayed)
  }
  if (scenario.kind === 'enumerated') return playEnumerated(context, scenario, drawing, onPlayed)
  onPlayed(await playScope(context, scenario.path, startOf(scenario), scenario.play))
}
