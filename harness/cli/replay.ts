import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { renderFailure } from '../../reports/emit/terminal.js'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT } from '../core/exit.js'
import type { Answer } from '../repro/answer.js'
import type { Bundle } from '../repro/bundle.js'
import type { Play } from '../repro/play.js'
import { readBundle } from '../repro/read.js'
import { replay } from '../repro/replay.js'
import { verdictRecords } from '../run/verdicts.js'
import type { Io } from './io.js'

/** Options of `assay replay`. */
export interface ReplayCommandOptions {
  on?: string
  times?: number
}

/** Plays a bundle's example again, and says what became of the failure; returns the exit code. */
export async function replayCommand(io: Io, path: string, options: ReplayCommandOptions): Promise<number> {
  const bundle = readBundle(path)
  const on = options.on ?? bundle.subject.specifier
  let shown = false
  const answer = await replay(bundle, {
    ...options,
    scenarios: SCENARIOS,
    clock: systemClock,
    interrupt: io.interrupt,
    began: ({ name, version }) =>
      io.err(`Replaying ${bundle.requirement} in ${bundle.scenario} on ${name} ${version} (${on}).\n`),
    played: (play, shows) => {
      if (shown || (shows.is !== 'same' && shows.is !== 'different')) return
      shown = true
      const requirement = shows.is === 'same' ? bundle.requirement : shows.requirement
      io.out(
        failureShown(io, { bundle, play, on, requirement, rerun: `npx assay replay ${path} --on ${on}` }),
      )
    },
  })
  if (io.interrupt.aborted) return EXIT.interrupted
  io.out(answerShown(io, answer))
  return answer.exitCode
}

/** One failure of a play, with its bytes. */
function failureShown(
  io: Io,
  shown: { bundle: Bundle; play: Play; on: string; requirement: string; rerun: string },
): string {
  const { bundle, play, on, requirement, rerun } = shown
  const records = verdictRecords([play.scope], loadCatalogue(), { subject: on, seed: bundle.seed })
  const record = records.find((each) => each.requirement === requirement)
  return record === undefined ? '' : `${renderFailure({ ...record, rerun }, io.colors)}\n`
}

/** The answer, as the last line of the output. */
export function answerShown({ colors }: Io, { answer, sentence }: Answer): string {
  const paint = answer === 'FIXED' ? colors.green : answer === 'CANNOT REPLAY' ? colors.yellow : colors.red
  return `${colors.bold(paint(answer))}: ${sentence}\n`
}
