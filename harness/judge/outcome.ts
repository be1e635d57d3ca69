import type { Pattern } from '../core/pattern.js'
import type { Verdict } from '../core/verdict.js'
import { closureOf, type History, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { matches, summary } from './pattern.js'
import { type Anchor, phrase, sentMark, windowOf } from './window.js'

/** One permitted outcome: how often which elements are seen. `null` as upper bound means any number. */
export interface OutcomeRow {
  verdict: Exclude<Verdict, 'fail'>
  /** The outcome as a sentence, shown among the alternatives. */
  says: string
  when: { see: Pattern; times: [least: number, most: number | null] }[]
}

/** What the judge `outcome` is asked. */
export interface OutcomeArgs {
  /** The connection that is watched, `actor/epoch`. */
  at: string
  after: Anchor
  /** Id of the barrier that closes the window; without it only the end of the connection closes it. */
  until?: string
  /** Which elements are of interest at all. */
  about: Pattern
  /** The outcome table: the first row that fits decides; if none fits, the requirement fails. */
  rows: OutcomeRow[]
  /** How long a missing element was waited for at least, ms, where the clause implies a deadline. */
  within?: number
}

/**
 * Compares what a connection received in a window with an outcome table. Sound: it fails only when the window
 * is closed by a barrier or the stream's end, so that nothing can be still under way (RFC 6120 10.1).
 */
export const outcome: Judge<OutcomeArgs> = (history, args) => {
  const expected = args.rows.map((row) => row.says)
  const window = windowOf(history, args.at, args.after, args.until)
  if (typeof window === 'string')
    return judgement('inconclusive', { expected, actual: 'not reached', explanation: window })
  const { connection, closed, from } = window
  const seen = window.received.filter((s) => matches(s.element, args.about))
  const instead = seen.length === 0 ? insteadOf(args.about, window.received) : []
  const what = instead.length === 0 ? summary(seen) : `nothing of the kind, but ${summary(instead)}`
  const said = {
    expected,
    actual: `${args.at} received ${what}`,
    evidence: [from.n, ...[...seen, ...instead].map((s) => s.n), closed?.n],
    closure: closureOf(connection),
  }
  const row = args.rows.find((r) => fits(r, seen, closed !== undefined))
  if (row !== undefined)
    return judgement(row.verdict, {
      ...said,
      explanation: `${row.says} This is what happened.`,
      deviation: row.verdict === 'pass-lax' ? row.says : '',
      ...(args.rows.length > 1 ? { branch: row.says } : {}),
    })
  if (closed === undefined)
    return judgement('inconclusive', {
      ...said,
      explanation: `Nothing proves that ${args.at} had received everything by the end of the scenario.`,
    })
  const waited = args.within === undefined || closed.t - from.t >= args.within || closed.by === 'end'
  if (!waited && seen.length === 0)
    return judgement('inconclusive', {
      ...said,
      explanation: `Only ${Math.round(closed.t - from.t)} ms passed, but the subject has ${args.within} ms.`,
    })
  return judgement('fail', {
    ...said,
    deviation: what,
    explanation: explain(history, args, said.actual, closed.by),
  })
}

/** What has the id or mark of what is of interest, but is none of it: another answer, or an error in its place. */
function insteadOf({ name, attrs = {}, mark }: Pattern, received: readonly Seen[]): Seen[] {
  const id = attrs.id
  if (mark === undefined && typeof id !== 'string') return []
  const like: Pattern = {
    ...(name === undefined ? {} : { name }),
    ...(mark === undefined ? {} : { mark }),
    ...(typeof id === 'string' ? { attrs: { id } } : {}),
  }
  return received.filter((s) => matches(s.element, like))
}

function explain(history: History, args: OutcomeArgs, actual: string, closedBy: 'barrier' | 'end'): string {
  const cause = 'mark' in args.after ? sentMark(history, args.after.mark) : undefined
  const after = cause
    ? `After ${cause.connection.id} sent its ${cause.seen.element.name}`
    : `After ${phrase(args.after)}`
  const closing = closedBy === 'barrier' ? 'a barrier behind it was answered' : 'the stream ended'
  return `${after}, ${actual} before ${closing}; none of the allowed outcomes fits.`
}

function fits(row: OutcomeRow, seen: Seen[], closed: boolean): boolean {
  return row.when.every(({ see, times: [least, most] }) => {
    const count = seen.filter((s) => matches(s.element, see)).length
    return count >= least && (most === null || (closed && count <= most))
  })
}
