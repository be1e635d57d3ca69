import { systemClock } from '../core/clock.js'
import type { Results } from '../core/results.js'
import { startSubject } from '../subjects/start.js'
import type { Drawing } from './generated.js'
import type { Scenario } from './scenario.js'
import { forRoles } from './select.js'
import { runSession } from './session.js'

/** A run for tests. */
export interface TestRun {
  specifier: string
  scenarios: Scenario[]
  seed: number
  jobs: number
  drawing?: Drawing
  /** No further example is drawn when all of these have failed. */
  until?: readonly string[]
}

const DRAWING: Drawing = { examples: 5, lanes: 2, onFailure: 'keep', shrinkBudget: 0 }

/** Runs the scenarios that a subject has the role for, on any subject that this process can start, in memory. */
export async function runOn({
  specifier,
  scenarios,
  seed,
  jobs,
  drawing = DRAWING,
  until = [],
}: TestRun): Promise<Results> {
  const interrupt = new AbortController().signal
  const enough = new AbortController()
  const missing = new Set(until)
  const subject = await startSubject(specifier, systemClock, interrupt, seed)
  try {
    return await runSession({
      subject,
      scenarios: forRoles(scenarios, subject.roles ?? ['server']),
      folder: undefined,
      seed,
      jobs,
      drawing: until.length === 0 ? drawing : { ...drawing, enough: enough.signal },
      selection: { only: [], profile: 'core' },
      command: `assay run ${specifier}`,
      expectations: { path: null, entries: [] },
      gate: { strength: 'should', allowInconclusive: 0 },
      clock: systemClock,
      interrupt,
      progress: {
        began: () => undefined,
        played: ({ verdicts }) => {
          for (const v of verdicts) if (v.judgement.verdict === 'fail') missing.delete(v.requirement)
          if (missing.size === 0) enough.abort()
        },
        ended: () => undefined,
      },
    })
  } finally {
    await subject.stop()
  }
}
