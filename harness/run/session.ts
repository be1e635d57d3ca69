import { basename, join } from 'node:path'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import type { Clock } from '../core/clock.js'
import type { Results } from '../core/results.js'
import { toolVersion } from '../core/version.js'
import { Journal } from '../journal/journal.js'
import type { Subject } from '../subjects/subject.js'
import type { Expectation } from './expectations.js'
import type { Drawing } from './generated.js'
import { provenRequirements } from './proofs.js'
import { resultsOf } from './results.js'
import { type Progress, playAll } from './runner.js'
import type { Scenario } from './scenario.js'
import { isEverything } from './select.js'

/** Everything a run needs to know. */
export interface SessionOptions {
  subject: Subject
  scenarios: Scenario[]
  /** Where the journal goes; `undefined` keeps it in memory. */
  folder: string | undefined
  seed: number
  jobs: number
  drawing: Drawing
  selection: Results['selection']
  /** The command line, for the report. */
  command: string
  expectations: { path: string | null; entries: Expectation[] }
  gate: { strength: 'must' | 'should'; allowInconclusive: number }
  /** The user's clock: dates and how long the run took. What is judged is timed by the subject's. */
  clock: Clock
  interrupt: AbortSignal
  progress: Progress
}

/**
 * Runs scenarios against a running subject: plays, journals, judges and gates. The journal is complete and
 * closed when this returns, also when the subject died or the run was interrupted.
 */
export async function runSession(options: SessionOptions): Promise<Results> {
  const { subject, scenarios, folder, seed, selection, command } = options
  const { clock } = subject
  const journal = new Journal(folder === undefined ? undefined : join(folder, 'journal.ndjson'), clock)
  for (const [secret, shown] of subject.accounts.secrets) journal.hide(secret, shown)
  const started = options.clock.now()
  const date = new Date(options.clock.wall()).toISOString()
  const run = folder === undefined ? 'in memory' : basename(folder)
  const tool = toolVersion()
  journal.record({
    kind: 'run-start',
    format: 'assay-journal/1',
    run,
    tool,
    node: process.version,
    seed,
    date,
    command,
    selection,
  })
  journal.record({ kind: 'subject', ...subject.facts, bounds: subject.bounds })
  const plan = { scenarios, seed, jobs: options.jobs, drawing: options.drawing }
  const playing = playAll(subject, journal, clock, plan, options.interrupt, options.progress)
  const { scopes, died, interrupted } = await (clock.watch?.(playing) ?? playing)
  const end = interrupted ? 'interrupted' : died ? 'subject-died' : 'finished'
  journal.record({ kind: 'run-end', reason: end })
  journal.close()
  return resultsOf(
    {
      run,
      started: date,
      durationMs: Math.round(options.clock.now() - started),
      seed,
      command,
      toolVersion: tool,
      subject: subject.facts,
      selection,
      ...(died === undefined ? {} : { died }),
    },
    scopes,
    loadCatalogue(),
    provenRequirements(),
    options.expectations.path,
    {
      ...options.gate,
      end,
      expectations: options.expectations.entries,
      today: date.slice(0, 10),
      scope: isEverything(selection) ? 'everything' : 'selection',
    },
  )
}
