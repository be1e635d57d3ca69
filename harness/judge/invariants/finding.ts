import type { Judgement } from '../../core/verdict.js'
import { judgement } from '../judgement.js'
import type { Operations } from './operations.js'

/** One contradiction between a history and an invariant. */
export interface Violation {
  /** What is wrong in words that fit every occurrence: no ids, times or ports. */
  deviation: string
  /** The contradiction, with the stanzas and sessions it is between, in sentences. */
  tells: string
  /** Event numbers. */
  evidence: (number | undefined)[]
}

/** What an invariant found in one history. */
export interface Findings {
  /** How often the invariant could have been broken, and wasn't. */
  held: number
  violations: Violation[]
  /** Why nothing can be said although there was something to judge: a budget ended. */
  undecided?: string
  /** For what is only observed: what was seen. */
  observed?: string
  /** Events that show that it held. */
  evidence?: (number | undefined)[]
}

/** A rule that holds in every history of a correct server. */
export interface Invariant {
  says: string
  /** Looks through the operations; never blames what the races of the protocol allow. */
  check(operations: Operations): Findings
}

/** What was seen where nothing happened that a rule is about. */
export const NOTHING_TO_JUDGE = 'nothing to judge'

/** How many violations are told in full. */
const TOLD = 3
const SHOWN = 40

/** The verdict that `found` supports. */
export function judgementOf({ says }: Invariant, found: Findings): Judgement {
  const { held, violations, undecided, observed } = found
  const expected = [says]
  const first = violations[0]
  if (first !== undefined) {
    const told = violations.slice(0, TOLD)
    const rest = violations.length - told.length
    const more = rest > 0 ? ` ${rest} more of the kind are not told here.` : ''
    return judgement('fail', {
      expected,
      actual: `${violations.length} ${violations.length === 1 ? 'contradiction' : 'contradictions'}; it held ${held} times`,
      explanation: `${says} ${told.map(({ tells }) => tells).join(' ')}${more}`,
      deviation: first.deviation,
      evidence: told.flatMap(({ evidence }) => evidence).slice(0, SHOWN),
    })
  }
  if (undecided !== undefined)
    return judgement('inconclusive', { expected, actual: `it held ${held} times`, explanation: undecided })
  const evidence = (found.evidence ?? []).slice(0, SHOWN)
  if (observed !== undefined)
    return judgement('observed', {
      expected,
      actual: observed,
      explanation: `${says} Seen: ${observed}.`,
      evidence,
    })
  if (held === 0)
    return judgement('inconclusive', {
      expected,
      actual: NOTHING_TO_JUDGE,
      explanation: 'The history proves nothing that could keep or break the rule.',
    })
  return judgement('pass', {
    expected,
    actual: `it held ${held} times`,
    explanation: `${says} So it is in all ${held} cases that the history proves.`,
    evidence,
  })
}

/** Collects what an invariant finds, one case at a time. */
export class Cases {
  readonly findings: Findings = { held: 0, violations: [], evidence: [] }

  /** The rule held in one more case; `n` is an event that shows it. */
  holds(n?: number): void {
    this.findings.held += 1
    if (n !== undefined && (this.findings.evidence?.length ?? 0) < SHOWN) this.findings.evidence?.push(n)
  }

  /** The rule was broken. */
  breaks(violation: Violation): void {
    this.findings.violations.push(violation)
  }
}
