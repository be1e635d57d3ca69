import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import type { Results } from '../core/results.js'
import type { Expectation } from '../run/expectations.js'
import { forRoles } from '../run/select.js'
import { runSession } from '../run/session.js'
import { startSubject } from '../subjects/start.js'
import { writeBundles } from './of-run.js'

/** A run in a folder of its own, for tests. */
export interface BundledRun {
  specifier: string
  /** Beginnings of scenario paths. */
  only: string[]
  seed?: number
  examples?: number
  shrinkBudget?: number
  expectations?: Expectation[]
  /** No further example is drawn when this one has failed. */
  until?: string
}

/** Runs scenarios and writes the bundles of what fails; returns their folders. */
export async function bundlesOf(run: BundledRun): Promise<{ folders: string[]; results: Results }> {
  const { specifier, only, seed = 1, examples = 40, shrinkBudget = 300, expectations = [], until } = run
  const folder = mkdtempSync(join(tmpdir(), 'assay-run-'))
  const interrupt = new AbortController().signal
  const subject = await startSubject(specifier, systemClock, interrupt, seed)
  const enough = new AbortController()
  const wanted = SCENARIOS.filter(({ path }) => only.some((start) => path.startsWith(start)))
  try {
    const results = await runSession({
      subject,
      scenarios: forRoles(wanted, subject.roles ?? ['server']),
      folder,
      seed,
      jobs: 2,
      drawing: {
        examples,
        lanes: 2,
        onFailure: shrinkBudget > 0 ? 'shrink' : 'keep',
        shrinkBudget,
        enough: enough.signal,
      },
      selection: { only, profile: 'core' },
      command: `assay run ${specifier}`,
      expectations: { path: null, entries: expectations },
      gate: { strength: 'should', allowInconclusive: 0 },
      clock: systemClock,
      interrupt,
      progress: {
        began: () => undefined,
        ended: () => undefined,
        played: ({ verdicts }) => {
          if (verdicts.some((v) => v.requirement === until && v.judgement.verdict === 'fail')) enough.abort()
        },
      },
    })
    const folders = await writeBundles(results, { folder, subject, underWay: { jobs: 2, lanes: 2 } })
    return { folders, results }
  } finally {
    await subject.stop()
  }
}
