import { NOTHING_TO_JUDGE } from '../judge/invariants/finding.js'
import type { ScopeVerdict } from '../run/judge-scope.js'
import type { PlayedScope } from '../run/scope.js'
import { fingerprint } from '../run/verdicts.js'
import type { Bundle } from './bundle.js'

/** What one play shows about a bundle's failure. */
export type Likeness =
  /** The same requirement fails with the same fingerprint. */
  | { is: 'same' }
  /** Something else fails: the requirement for another reason, or another requirement that held before. */
  | { is: 'different'; requirement: string; how: string }
  /**
   * The requirement does not fail; `idle` where all was played, and nothing came of it that could break the rule, as
   * when what broke it doesn't happen any more.
   */
  | { is: 'held'; by: 'judgement' | 'idle' }
  /** Nothing can be said. */
  | { is: 'open'; why: string }

/** Failures that say nothing new, by fingerprint. */
export type Known = ReadonlySet<string>

const fails = ({ judgement }: ScopeVerdict) => judgement.verdict === 'fail'

/** The fingerprint that a verdict of a scope has. */
export const printOf = ({ requirement, judge, judgement }: ScopeVerdict) =>
  fingerprint(requirement, judge, judgement.deviation)

/**
 * Compares a play with the bundle.
 * @param known failures beside the bundle's that are no difference
 */
export function likeness(bundle: Bundle, { verdicts, outcome, detail }: PlayedScope, known: Known): Likeness {
  const found = verdicts.find(({ requirement }) => requirement === bundle.requirement)
  if (found !== undefined && fails(found)) {
    if (printOf(found) === bundle.fingerprint) return { is: 'same' }
    return different(found)
  }
  const other = verdicts.find((verdict) => fails(verdict) && !known.has(printOf(verdict)))
  if (other !== undefined) return different(other)
  if (found === undefined)
    return { is: 'open', why: detail || `The scenario ended (${outcome}) without a verdict on it.` }
  const { verdict, explanation, actual } = found.judgement
  if (outcome === 'done' && actual === NOTHING_TO_JUDGE) return { is: 'held', by: 'idle' }
  if (['inconclusive', 'error', 'untested', 'inapplicable'].includes(verdict))
    return { is: 'open', why: explanation }
  return { is: 'held', by: 'judgement' }
}

const different = ({ requirement, judgement }: ScopeVerdict): Likeness => ({
  is: 'different',
  requirement,
  how: judgement.deviation,
})
