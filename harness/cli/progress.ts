import { progressLine } from '../../reports/emit/terminal.js'
import type { SubjectFacts } from '../core/results.js'
import { VERDICTS, type Verdict } from '../core/verdict.js'
import type { Progress } from '../run/runner.js'
import type { Io } from './io.js'

/** A progress display that can be taken away. */
export interface ProgressDisplay extends Progress {
  clear(): void
}

/** One line that is rewritten on a terminal; a line every tenth of the way in a pipe. */
export function showProgress(io: Io, subject: SubjectFacts, total: number): ProgressDisplay {
  const running = new Set<string>()
  const counts = Object.fromEntries(VERDICTS.map((v) => [v, 0])) as Record<Verdict, number>
  let done = 0
  let told = 0
  io.err(`Judging ${subject.name} ${subject.version} (${subject.specifier}): ${total} scenarios.\n`)
  const show = () => {
    if (io.live)
      io.err(
        `\r\u001b[2K${progressLine(done, total, [...running], counts, (process.stderr.columns ?? 100) - 1)}`,
      )
    else if (done === total || Math.floor((done * 10) / total) > told) {
      told = Math.floor((done * 10) / total)
      io.err(`${progressLine(done, total, [], counts)}\n`)
    }
  }
  return {
    began: ({ path }) => {
      running.add(path)
      if (io.live) show()
    },
    played: ({ start, verdicts }) => {
      if (start.phase !== 'shrink') for (const { judgement } of verdicts) counts[judgement.verdict] += 1
    },
    ended: ({ path }) => {
      running.delete(path)
      done += 1
      show()
    },
    clear: () => {
      if (io.live) io.err('\r\u001b[2K')
    },
  }
}
