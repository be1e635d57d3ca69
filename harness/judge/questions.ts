import type { Pattern } from '../core/pattern.js'
import type { Question } from './judges.js'
import type { OutcomeRow } from './outcome.js'
import type { Anchor } from './window.js'

/** Where and when a question looks. */
export interface Where {
  /** Connection id, `actor/epoch`. */
  at: string
  after: Anchor
  /** Id of the barrier that ends the window. */
  until?: string
  /** How long a missing element was waited for at least, ms. */
  within?: number
}

/** The connection receives exactly one such element in the window. */
export function once(says: string, see: Pattern, where: Where): Question {
  return {
    judge: 'outcome',
    args: { ...where, about: see, rows: [{ verdict: 'pass', says, when: [{ see, times: [1, 1] }] }] },
  }
}

/** The connection receives at least one such element in the window. */
export function some(says: string, see: Pattern, where: Where): Question {
  return {
    judge: 'outcome',
    args: { ...where, about: see, rows: [{ verdict: 'pass', says, when: [{ see, times: [1, null] }] }] },
  }
}

/** The connection receives no such element in the window. */
export function none(says: string, see: Pattern, where: Where): Question {
  return {
    judge: 'outcome',
    args: { ...where, about: see, rows: [{ verdict: 'pass', says, when: [{ see, times: [0, 0] }] }] },
  }
}

/** After something, the subject sends all of this within `within` ms. */
export function reacts(
  at: string,
  after: Anchor,
  within: number,
  ...sends: { says: string; see: Pattern }[]
): Question {
  return { judge: 'exchange', args: { at, after, sends, within } }
}

/** Every element that `about` selects is all of `is`. */
export function every(says: string, about: Pattern, is: Pattern[], where: Where): Question {
  const { at, after, until } = where
  return { judge: 'each', args: { at, after, ...(until === undefined ? {} : { until }), says, about, is } }
}

/** One of several outcomes over the elements that `about` selects; the first row that fits decides. */
export function oneOf(about: Pattern, rows: OutcomeRow[], where: Where): Question {
  return { judge: 'outcome', args: { ...where, about, rows } }
}
