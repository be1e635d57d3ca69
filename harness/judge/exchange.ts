import type { Pattern } from '../core/pattern.js'
import { closureOf, connectionOf, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { matches, summary } from './pattern.js'
import { type Anchor, anchorOf, phrase } from './window.js'

/** What the judge `exchange` is asked: that the subject reacts to something in time. */
export interface ExchangeArgs {
  /** The connection that is watched, `actor/epoch`. */
  at: string
  after: Anchor
  /** What the subject has to send, all of it, in any order. */
  sends: { says: string; see: Pattern }[]
  /** How long it has for that, ms: a bound that the clause or our profile sets. */
  within: number
}

/**
 * After something, the subject sends what it has to, in time. Sound: it fails only when the journal goes on past
 * the bound, or the subject ended the stream before; what came later than the bound is shown as late.
 */
export const exchange: Judge<ExchangeArgs> = (history, { at, after, sends, within }) => {
  const expected = sends.map(({ says }) => says)
  const connection = connectionOf(history, at)
  const from = anchorOf(history, after)
  if (connection === undefined || from === undefined)
    return judgement('inconclusive', {
      expected,
      actual: 'not reached',
      explanation: 'The step that the clause is about was never reached.',
    })
  const start = connection.received.indexOf(from as Seen)
  const later = connection.received.filter((s, i) => (start < 0 ? s.n > from.n : i > start))
  const found = sends.map(({ says, see }) => ({ says, seen: later.find((s) => matches(s.element, see)) }))
  const missing = found.filter(({ seen }) => seen === undefined || seen.t > from.t + within)
  const said = {
    expected,
    actual: `the subject sent ${summary(found.flatMap(({ seen }) => seen ?? []))}`,
    evidence: [from.n, ...found.map(({ seen }) => seen?.n)],
    closure: closureOf(connection),
  }
  if (missing.length === 0)
    return judgement('pass', { ...said, explanation: `After ${phrase(after)}, all of it came in time.` })
  const end =
    connection.closeReceived ?? (connection.ended?.by === 'subject' ? connection.ended.n : undefined)
  const over = (history.events.at(-1)?.t ?? 0) >= from.t + within
  if (!over && end === undefined)
    return judgement('inconclusive', {
      ...said,
      explanation: `The journal ends less than ${within} ms after ${phrase(after)}.`,
    })
  const deviation = missing.map(({ says, seen }) => lacking(says, seen)).join('; ')
  return judgement('fail', {
    ...said,
    evidence: [...said.evidence, end],
    explanation: `Within ${within} ms after ${phrase(after)}, the subject had to do what it did not: ${deviation}`,
    deviation,
  })
}

const lacking = (says: string, seen: Seen | undefined): string =>
  `${seen === undefined ? 'missing' : 'too late'}: ${says}`
