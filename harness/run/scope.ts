import type { Clock } from '../core/clock.js'
import { scenarioSeed, seededRandom } from '../core/random.js'
import type { Role } from '../core/requirement.js'
import type { Entry, ScopeOutcome } from '../journal/event.js'
import type { Journal } from '../journal/journal.js'
import type { Subject } from '../subjects/subject.js'
import { failureOf, reasonOf } from './failure.js'
import { type JudgedScope, judgeScope, type ScopeStart } from './judge-scope.js'
import type { Scenario, Worlds } from './scenario.js'
import { worldFor } from './world-for.js'

/** What every scope of a run shares. */
export interface RunContext {
  subject: Subject
  journal: Journal
  clock: Clock
  /** The run's seed. */
  seed: number
  /** How a scope gets a subject of its own, where that isn't as the subject has it. */
  alone?: Subject['alone']
  /** Aborted when the run is interrupted or the subject is gone for good. */
  signal: AbortSignal
}

/** A scope that has been played and judged. */
export interface PlayedScope extends JudgedScope {
  outcome: ScopeOutcome
  detail: string
  /** The last step the script named. */
  step: string
}

class Interrupted extends Error {}

/** More events than any script has. Two sides that answer each other for ever do so in no virtual time. */
const MOST_EVENTS = 5_000

/** How the scope of a scenario that is played once begins. */
export function startOf({
  path,
  proves,
  role,
  parameters,
}: Scenario & { parameters?: unknown }): Omit<ScopeStart, 'kind'> {
  return { scenario: path, role, proves, phase: 'only', ...(parameters === undefined ? {} : { parameters }) }
}

/** Records that a scenario is not played, and why. */
export function passOver(
  { journal, subject }: RunContext,
  scenario: Scenario,
  outcome: 'inapplicable' | 'interrupted',
  detail: string,
): PlayedScope {
  const recorder = journal.scoped(scenario.path)
  recorder.record({ kind: 'scope-start', ...startOf(scenario) })
  recorder.record({ kind: 'scope-end', outcome, detail })
  return { ...judgeScope(recorder.seal(), subject.bounds), outcome, detail, step: '' }
}

/**
 * Plays a script in a scope of its own and judges what it left in the journal. Never rejects: what goes wrong
 * becomes the scope's outcome.
 */
export async function playScope(
  { subject: shared, alone = shared.alone, journal, clock, seed, signal }: RunContext,
  name: string,
  start: Omit<ScopeStart, 'kind'>,
  play: (world: Worlds[Role]) => Promise<void>,
): Promise<PlayedScope> {
  const subject = (await alone?.(name)) ?? shared
  const recorder = journal.scoped(name)
  let step = ''
  let events = 0
  let onFlood = () => {}
  const flooded = new Promise<void>((resolve) => {
    onFlood = resolve
  })
  const watched = {
    record(entry: Entry) {
      if (entry.kind === 'step') step = entry.text
      if (++events > MOST_EVENTS) onFlood()
      recorder.record(entry)
    },
  }
  watched.record({ kind: 'scope-start', ...start })
  const random = seededRandom(`${scenarioSeed(seed, name)}`)
  const world = worldFor(start.role ?? 'server', subject, { recorder: watched, clock, random })
  const limits = { ms: subject.bounds.scenario, flooded, signal }
  const { outcome, detail } = await outcomeOf(play(world), clock, limits)
  watched.record({ kind: 'scope-end', outcome, detail })
  const recorded = recorder.seal()
  subject.over?.()
  const disturbed = await world.dispose().then(() => undefined, reasonOf)
  if (subject !== shared) await subject.stop()
  const judged = judgeScope(recorded, subject.bounds)
  if (disturbed === undefined) return { ...judged, outcome, detail, step }
  return { ...judged, outcome: 'gone', detail: `${detail} It can't be undone: ${disturbed}`.trim(), step }
}

async function outcomeOf(
  played: Promise<void>,
  clock: Clock,
  { ms, flooded, signal }: { ms: number; flooded: Promise<void>; signal: AbortSignal },
): Promise<{ outcome: ScopeOutcome; detail: string }> {
  let onAbort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Interrupted())
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
  })
  let deadline = () => {}
  const late = new Promise<string>((resolve) => {
    const timer = clock.after(ms, () => resolve(`It took longer than ${ms} ms.`))
    deadline = () => timer.cancel()
  })
  const flood = flooded.then(() => `It brought more than ${MOST_EVENTS} events.`)
  try {
    const detail = await Promise.race([played.then(() => ''), late, flood, aborted])
    return { outcome: detail === '' ? 'done' : 'deadline', detail }
  } catch (error) {
    if (error instanceof Interrupted) return { outcome: 'interrupted', detail: 'The run was interrupted.' }
    return failureOf(error)
  } finally {
    signal.removeEventListener('abort', onAbort)
    deadline()
    played.catch(() => undefined)
  }
}
