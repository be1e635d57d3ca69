import { join, relative, resolve } from 'node:path'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { renderFindings, renderSummary } from '../../reports/emit/terminal.js'
import { writeReports } from '../../reports/write.js'
import { systemClock } from '../core/clock.js'
import { expectationsFor } from '../run/expectations.js'
import { provenRequirements } from '../run/proofs.js'
import { rejudge } from '../run/rejudge.js'
import type { Io } from './io.js'

/** Options of `assay judge`. */
export interface JudgeOptions {
  expect?: string
  gate: 'must' | 'should'
  allowInconclusive: number
}

/** Judges a recorded run again, rewrites its reports, and returns the gate's exit code. */
export async function judgeCommand(io: Io, run: string, options: JudgeOptions): Promise<number> {
  const folder = resolve(run)
  const journal = join(folder, 'journal.ndjson')
  const results = await rejudge(journal, loadCatalogue(), provenRequirements(), {
    expectations: (subject) => expectationsFor(subject, options.expect),
    gate: { strength: options.gate, allowInconclusive: options.allowInconclusive },
    today: new Date(systemClock.wall()).toISOString().slice(0, 10),
  })
  const paths = await writeReports(results, folder)
  const shown = (path: string) => relative(process.cwd(), path) || '.'
  io.out(renderFindings(results, io.colors))
  io.out(
    renderSummary(results, io.colors, {
      report: shown(paths.html),
      results: shown(paths.json),
      junit: shown(paths.junit),
      journal: shown(journal),
    }),
  )
  return results.gate.exitCode
}
