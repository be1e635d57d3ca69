import type { Verdict } from '../../harness/core/verdict.js'

/** How much evidence a page shows. */
export interface Depth {
  /** Verdicts whose evidence is left out. */
  without: readonly Verdict[]
  /** Longest evidence text, in characters. */
  limit: number
  /** What the page says about it; empty when nothing is missing. */
  note: string
}

const QUIET = ['pass', 'inapplicable', 'untested'] as const

/** From everything to ever less, for runs whose page would grow too large. */
export const DEPTHS: readonly Depth[] = [
  { without: [], limit: 2000, note: '' },
  {
    without: QUIET,
    limit: 2000,
    note: 'To keep this page small, the evidence of passes is left out; results.json and the journal have it.',
  },
  {
    without: [...QUIET, 'observed', 'pass-lax'],
    limit: 400,
    note:
      'To keep this page small, only fails, errors and inconclusive verdicts show evidence, cut at 400 ' +
      'characters a line; results.json and the journal have all of it.',
  },
  {
    without: [...QUIET, 'observed', 'pass-lax', 'inconclusive', 'error', 'fail'],
    limit: 400,
    note: 'To keep this page small, all evidence is left out; results.json and the journal have it.',
  },
]
