import type { Role, Strength } from './requirement.js'

/** What a judge says about one requirement in one scenario. There are no booleans: see docs/verdicts.md. */
export const VERDICTS = [
  'fail',
  'error',
  'inconclusive',
  'pass-lax',
  'pass',
  'observed',
  'inapplicable',
  'untested',
] as const

export type Verdict = (typeof VERDICTS)[number]

/** How a stream ended: its own axis beside the verdict. `stream-error(x)` carries the defined condition. */
export type Closure = 'clean' | `stream-error(${string})` | 'tcp-close' | 'reset' | 'none'

/** A judge's answer, before it is tied to a requirement. */
export interface Judgement {
  verdict: Verdict
  /** Every outcome the clause allows, as sentences. */
  expected: string[]
  /** What was seen, as a sentence. */
  actual: string
  /** One paragraph that names the reason in words. */
  explanation: string
  /** What deviates, free of ids, times and ports; empty unless the verdict is `fail` or `pass-lax`. */
  deviation: string
  /** Which of the permitted ways the subject took, where the clause leaves it the choice; always worded alike. */
  branch?: string
  /** Numbers of the journal events the verdict rests on, ascending. */
  evidence: number[]
  closure: Closure
}

/** One journal line shown as evidence. */
export interface EvidenceLine {
  /** Number of the journal event. */
  n: number
  /** Milliseconds since the start of the run. */
  t: number
  /** Whose connection, for example `client/1`. */
  who: string
  /** `sent`, `received`, or the kind of another event. */
  what: string
  /** The bytes, or a sentence for events without bytes. */
  text: string
}

/** What the expectations say of a verdict that they expect. */
export interface Known {
  /** Why it is expected, in the entry's words. */
  reason: string
  /** The upstream issue or change: its URL, or `owner/repository#number`. */
  issue?: string
  /** `file:line` of the entry. */
  at: string
}

/** A verdict on one requirement in one scenario, with everything needed to doubt it. */
export interface VerdictRecord extends Judgement {
  requirement: string
  /** Whose behaviour is judged. */
  role: Role
  strength: Strength
  /** What the requirement says, in the catalogue's words. */
  says: string
  /** Document and section, for example `RFC 6121, 8.5.2.1.1`. */
  clause: string
  scenario: string
  /** The drawn or tabled values the scenario ran with, or the cut, if it has any. */
  parameters?: unknown
  /** The scope in the journal that the verdict is from; results written before it was kept lack it. */
  scope?: string
  /** Requirement, judge and deviation, hashed: the same bug gives the same fingerprint in every run. */
  fingerprint: string
  judge: string
  lines: EvidenceLine[]
  /** The expectations entry that expects this verdict, where one does. */
  known?: Known
  /** The command that runs exactly this again. */
  rerun: string
}

const RANK: Record<Verdict, number> = {
  fail: 0,
  error: 1,
  inconclusive: 2,
  'pass-lax': 3,
  pass: 4,
  observed: 5,
  inapplicable: 6,
  untested: 7,
}

/** The verdict of a requirement over several scenarios: the worst of those that judged it. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let found: Verdict = 'untested'
  for (const verdict of verdicts) if (RANK[verdict] < RANK[found]) found = verdict
  return found
}
