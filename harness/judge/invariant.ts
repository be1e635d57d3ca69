import { judgeInvariant } from './invariants/judge.js'
import type { InvariantOptions } from './invariants/options.js'
import { INVARIANTS, type InvariantId } from './invariants/registry.js'
import { type Judge, judgement } from './judgement.js'

/** What the judge `invariant` is asked: that this rule for whole histories holds, and what the journal doesn't say. */
export interface InvariantArgs extends InvariantOptions {
  holds: InvariantId
}

/** Judges the whole history by one invariant; each states its own soundness. */
export const invariant: Judge<InvariantArgs> = (history, { holds, ...options }) => {
  if (Object.hasOwn(INVARIANTS, holds)) return judgeInvariant(history, holds, options)
  return judgement('error', {
    expected: [],
    actual: '',
    explanation: `The journal asks for the invariant "${holds}", which this version does not have.`,
  })
}
