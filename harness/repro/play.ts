import { toolVersion } from '../core/version.js'
import type { Entry, JournalEvent } from '../journal/event.js'
import { Journal } from '../journal/journal.js'
import { cutIn } from '../run/enumerated.js'
import { whatLacks } from '../run/needs.js'
import type { Scenario } from '../run/scenario.js'
import { type PlayedScope, playScope, startOf } from '../run/scope.js'
import type { Subject } from '../subjects/subject.js'

/** Where and how an example is played. */
export interface Stage {
  subject: Subject
  scenario: Scenario
  /** The run's seed. */
  seed: number
  /** Aborted to stop at once. */
  signal: AbortSignal
  /** Told of every event as it happens, secrets replaced. */
  tell?(event: JournalEvent): void
}

/** One play, judged, with all that was recorded of it. */
export interface Play {
  scope: PlayedScope
  events: JournalEvent[]
  /** The events in front of them, without which they are no journal. */
  head: JournalEvent[]
}

/** Why a scenario can't be played on a subject, as a sentence; `undefined` when it can. */
export function whatHinders(subject: Subject, { role, needs }: Scenario): string | undefined {
  const { facts, roles = ['server'] } = subject
  if (!roles.includes(role))
    return `${facts.specifier} is not tested as a ${role}, which the scenario is about.`
  return whatLacks(subject, needs)
}

/**
 * Plays one example, or a scripted scenario, once; draws nothing but what the harness itself draws, by seed and name.
 * @param name of the scope: with the same name and seed, a simulation does the same again
 */
export async function playOnce(stage: Stage, example: unknown, name: string): Promise<Play> {
  const { subject, scenario, seed, signal, tell } = stage
  const { clock } = subject
  const events: JournalEvent[] = []
  const journal = new Journal(undefined, clock, (event) => {
    events.push(event)
    tell?.(event)
  })
  const head = headOf(stage)
  for (const entry of head) journal.record(entry)
  for (const [secret, shown] of subject.accounts.secrets) journal.hide(secret, shown)
  const context = { subject, journal, clock, seed, signal }
  const start = startOf(scenario)
  const drawn = { ...start, phase: 'explore' as const, parameters: example }
  const playing =
    scenario.kind === 'scripted'
      ? playScope(context, name, start, scenario.play)
      : playScope(context, name, drawn, (world) =>
          scenario.kind === 'generated'
            ? scenario.play(world, example)
            : scenario.play(world, cutIn(example)),
        )
  const scope = await (clock.watch?.(playing) ?? playing)
  return { scope, head: events.slice(0, head.length), events: events.slice(head.length) }
}

function headOf({ subject: { facts, bounds, clock }, scenario, seed }: Stage): Entry[] {
  const date = new Date(clock.wall()).toISOString()
  const common = { run: 'replay', tool: toolVersion(), node: process.version, seed, date }
  const selection = { only: [scenario.path], profile: 'core' }
  return [
    { kind: 'run-start', format: 'assay-journal/1', ...common, command: 'assay replay', selection },
    { kind: 'subject', ...facts, bounds },
  ]
}
