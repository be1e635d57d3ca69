import { SESSION_ENDS, type SessionEnd, type TimeToNotice } from '../../harness/core/behaviour.js'
import type { Strength } from '../../harness/core/requirement.js'
import type { Results } from '../../harness/core/results.js'
import { type Verdict, worst } from '../../harness/core/verdict.js'
import { type Column, columnsOf } from './columns.js'
import { type Divergence, divergencesOf } from './divergences.js'
import { byId, worstFirst } from './order.js'

/** One requirement over all runs of a comparison. */
export interface MatrixRow {
  requirement: string
  strength: Strength
  clause: string
  says: string
  /** The worst of its verdicts. */
  verdict: Verdict
  /** One per run; `untested` where the run did not judge it. */
  verdicts: Verdict[]
  /** Whether all runs that judged it say the same. */
  agree: boolean
}

/** The time to notice one kind of end, one per run; `undefined` where none was taken. */
export interface NoticeRow {
  end: SessionEnd
  times: (TimeToNotice | undefined)[]
}

/** Several runs side by side. */
export interface Comparison {
  columns: Column[]
  matrix: MatrixRow[]
  divergences: Divergence[]
  notice: NoticeRow[]
}

/** Puts runs side by side: the same runs give the same comparison, in whatever order they are given. */
export function compare(runs: readonly Results[]): Comparison {
  const columns = columnsOf(runs)
  const results = columns.map((column) => column.results)
  return {
    columns,
    matrix: matrixOf(results),
    divergences: divergencesOf(results),
    notice: SESSION_ENDS.map((end) => ({
      end,
      times: results.map(({ profile }) => profile.notice.find((each) => each.end === end)),
    })).filter(({ times }) => times.some((each) => each !== undefined)),
  }
}

function matrixOf(runs: readonly Results[]): MatrixRow[] {
  const rows = new Map<string, MatrixRow>()
  for (const [index, { requirements }] of runs.entries())
    for (const { requirement, strength, clause, says, verdict } of requirements) {
      const fresh = {
        requirement,
        strength,
        clause,
        says,
        verdict,
        verdicts: runs.map(() => 'untested' as const),
      }
      const row = rows.get(requirement) ?? { ...fresh, agree: true }
      row.verdicts[index] = verdict
      rows.set(requirement, row)
    }
  return worstFirst(
    byId([...rows.values()]).map((row) => ({
      ...row,
      verdict: worst(row.verdicts),
      agree: new Set(row.verdicts.filter((each) => each !== 'untested')).size < 2,
    })),
  )
}
