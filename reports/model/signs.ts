import type { Verdict } from '../../harness/core/verdict.js'

/** One sign per verdict, so that colour never carries the meaning alone. */
export const SIGNS: Record<Verdict, string> = {
  fail: '✗',
  error: '!',
  inconclusive: '?',
  'pass-lax': '~',
  pass: '✓',
  observed: 'o',
  inapplicable: '–',
  untested: '·',
}

/** What each verdict means, in one sentence. */
export const MEANINGS: Record<Verdict, string> = {
  fail: 'The subject did what the clause does not allow.',
  error: 'Something went wrong in Assay or its environment; this says nothing about the subject.',
  inconclusive: 'The evidence allows both, or a budget ended.',
  'pass-lax': 'The effect is right, but not in the preferred way.',
  pass: 'The subject does what the clause demands.',
  observed: 'The subject made a choice the clause permits; it is recorded.',
  inapplicable: 'The subject does not offer what the scenario needs.',
  untested: 'No scenario judged it in this run.',
}

/** The direction sign of an evidence line: to the subject, from the subject, or another event. */
export function direction(what: string): { sign: string; words: string } {
  if (what === 'sent') return { sign: '→', words: 'sent to the subject' }
  if (what === 'received') return { sign: '←', words: 'received from the subject' }
  return { sign: '·', words: what }
}
