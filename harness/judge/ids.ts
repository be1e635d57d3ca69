import type { Pattern } from '../core/pattern.js'
import { closureOf, connectionOf, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { matches } from './pattern.js'

/** What the judge `ids` is asked about the ids of one kind of stanza that the subject sent. */
export interface IdsArgs {
  /** The connection that is watched, `actor/epoch`. */
  at: string
  about: Pattern
  /** `present`: each has one that is not empty; `distinct`: no two share one. */
  asks: 'present' | 'distinct'
  /** How many such stanzas there must be for an answer. */
  least: number
}

const EXPECTED: Record<IdsArgs['asks'], string> = {
  present: 'Each carries an id that is not empty.',
  distinct: 'No two on one stream carry the same id.',
}

/** Compares ids. Sound: it fails on the stanzas that it shows. */
export const ids: Judge<IdsArgs> = (history, { at, about, asks, least }) => {
  const connection = connectionOf(history, at)
  const seen = (connection?.received ?? []).filter((s) => matches(s.element, about))
  const said = {
    expected: [EXPECTED[asks]],
    actual: `the subject sent ${seen.length} of them`,
    closure: closureOf(connection),
  }
  const bad = asks === 'present' ? withoutId(seen) : repeated(seen)
  if (bad.length > 0)
    return judgement('fail', {
      ...said,
      explanation: `On ${at}, the rule is broken: ${EXPECTED[asks]}`,
      deviation: asks === 'present' ? 'an id is missing or empty' : 'an id is used twice',
      evidence: bad.map((s) => s.n),
    })
  if (seen.length < least)
    return judgement('inconclusive', {
      ...said,
      explanation: `It takes ${least} of them for an answer; the subject sent ${seen.length}.`,
    })
  return judgement('pass', { ...said, explanation: EXPECTED[asks], evidence: seen.map((s) => s.n) })
}

const withoutId = (seen: Seen[]): Seen[] => seen.filter(({ element }) => !element.attrs.id)

function repeated(seen: Seen[]): Seen[] {
  const known = seen.filter(({ element }) => element.attrs.id)
  return known.filter(({ element }) =>
    known.some((s) => s.element !== element && s.element.attrs.id === element.attrs.id),
  )
}
