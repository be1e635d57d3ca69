import type { Closure, Judgement, Verdict } from '../core/verdict.js'
import type { History } from './history.js'

/** A pure function from what the bytes say to a judgement; `args` are the data recorded in the `check` event. */
export type Judge<Args> = (history: History, args: Args) => Judgement

interface Said {
  expected: string[]
  actual: string
  explanation: string
  deviation?: string
  branch?: string
  evidence?: (number | undefined)[]
  closure?: Closure
}

/** Assembles a judgement; evidence is sorted and freed of duplicates and gaps. */
export function judgement(verdict: Verdict, said: Said): Judgement {
  const numbers = (said.evidence ?? []).filter((n) => n !== undefined)
  return {
    verdict,
    expected: said.expected,
    actual: said.actual,
    explanation: said.explanation,
    deviation: said.deviation ?? '',
    ...(said.branch === undefined ? {} : { branch: said.branch }),
    evidence: [...new Set(numbers)].sort((a, b) => a - b),
    closure: said.closure ?? 'none',
  }
}
