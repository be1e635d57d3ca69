import type { Clock } from '../core/clock.js'
import { NotSeen, SubjectGone } from '../core/deadline.js'
import { scenarioSeed, seededRandom } from '../core/random.js'
import type { Role } from '../core/requirement.js'
import type { Entry, ScopeOutcome } from '../journal/event.js'
import type { Journal } from '../journal/journal.js'
import type { Subject } from '../subjects/subject.js'
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
  { subject: shared, journal, clock, seed, signal }: RunContext,
  name: string,
  start: Omit<ScopeStart, 'kind'>,
  play: (world: Worlds[Role]) => Promise<void>,
): Promise<PlayedScope> {
  const subject = (await shared.alone?.(name)) ?? shared
  const recorder = journal.scoped(name)
  let step = ''
  const watched = {
    record(entry: Entry) {
      if (entry.kind === 'step') step = entry.text
      recorder.record(entry)
    },
  }
  watched.record({ kind: 'scope-start', ...start })
  const random = seededRandom(`${scenarioSeed(seed, name)}`)
  const world = worldFor(start.role ?? 'server', subject, { recorder: watched, clock, random })
  const { outcome, detail } = await outcomeOf(play(world), clock, subject.bounds.scenario, signal)
  watched.record({ kind: 'scope-end', outcome, detail })
  const events = recorder.seal()
  await world.dispose()
  if (subject !== shared) await subject.stop()
  return { ...judgeScope(events, subject.bounds), outcome, detail, step }
}

async function outcomeOf(
  played: Promise<void>,
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<{ outcome: ScopeOutcome; detail: string }> {
  let onAbort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Interrupted())
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
  })
  let deadline = () => {}
  const late = new Promise<ScopeOutcome>((resolve) => {
    const timer = clock.after(ms, () => resolve('deadline'))
    deadline = () => timer.cancel()
  })
  try {
    const outcome = await Promise.race([played.then((): ScopeOutcome => 'done'), late, aborted])
    return { outcome, detail: outcome === 'done' ? '' : `It took longer than ${ms} ms.` }
  } catch (error) {
    return failure(error)
  } finally {
    signal.removeEventListener('abort', onAbort)
    deadline()
    played.catch(() => undefined)
  }
}

function failure(error: unknown): { outcome: ScopeOutcome; detail: string } {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof Interrupted) return { outcome: 'interrupted', detail: 'The run was interrupted.' }
  if (error instanceof NotSeen) return { outcome: 'not-seen', detail }
  if (error instanceof SubjectGone) return { outcome: 'gone', detail }
  const name = error instanceof Error ? error.name : 'Error'
  // The library's own errors report what the subject answered, or failed to answer, during login.
  if (['SASLError', 'StanzaError', 'StreamError', 'TimeoutError', 'XMPPError'].includes(name))
    return { outcome: 'not-seen', detail: `${name}: ${detail}` }
  return { outcome: 'error', detail: error instanceof Error ? (error.stack ?? detail) : detail }
}
