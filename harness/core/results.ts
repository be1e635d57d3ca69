import type { BehaviourProfile } from './behaviour.js'
import type { Metrics } from './metrics.js'
import type { RequirementClass, Role, Strength } from './requirement.js'
import type { CutCoverage } from './results-cuts.js'
import type { Verdict, VerdictRecord } from './verdict.js'

/** What was tested. */
export interface SubjectFacts {
  /** The specifier as given, for example `container:prosody@13.0`. */
  specifier: string
  /** The implementation's name, for example `Prosody`. */
  name: string
  /** The version as the subject itself reports it. */
  version: string
  carrier: string
  domain: string
  /** Facts about the path to the subject that decide what could be tested. */
  notes: string[]
}

/** Outcome of one requirement over all scenarios that judged it. */
export interface RequirementOutcome {
  requirement: string
  strength: Strength
  clause: string
  says: string
  verdict: Verdict
  scenarios: number
  /** Whether a faulty variant is known to be caught by it in each role it was judged in; unproven ones cannot gate. */
  proven: boolean
}

/** A requirement of the catalogue that has no verdict in a run. */
export interface Unjudged {
  requirement: string
  strength: Strength
  clause: string
  says: string
  class: RequirementClass
  /** Why it has no verdict, in a sentence. */
  why: string
}

/** How much of the catalogue a run covered; nothing in here gates. */
export interface Coverage {
  /** How many requirements the catalogue has in the run's profile. */
  requirements: number
  /** Requirements by how the suite deals with them. */
  classes: Record<RequirementClass, number>
  /** Those that no scenario of the run judged, in the order of the catalogue. */
  unjudged: Unjudged[]
}

/** Something the gate refuses. */
export interface GateProblem {
  kind:
    | 'unexpected-fail'
    | 'unexpected-pass'
    | 'changed-reason'
    | 'unmatched-entry'
    | 'expired-entry'
    | 'incomplete'
    | 'error'
    | 'inconclusive'
  sentence: string
  requirement?: string
  scenario?: string
  /** `file:line` of the expectations entry, where one is concerned. */
  at?: string
}

/** The document `results.json`; its schema is described in docs/results.md. */
export interface Results {
  format: 'assay-results/1'
  tool: { name: 'xmpp-assay'; version: string; node: string }
  run: string
  /** ISO 8601 date and time. */
  started: string
  durationMs: number
  seed: number
  command: string
  subject: SubjectFacts
  selection: { only: string[]; profile: string; role?: Role }
  /** Verdict records by verdict. */
  counts: Record<Verdict, number>
  /** Requirements by verdict. */
  requirementCounts: Record<Verdict, number>
  coverage: Coverage
  /** How the subject behaves where the specifications leave it the choice; nothing in it gates. */
  profile: BehaviourProfile
  /** Fates of pings and times in drawn workloads, where any were played; nothing in it gates. */
  metrics?: Metrics
  /** How much of each exchange was cut, and what came of it; absent where none was. */
  cuts?: CutCoverage[]
  gate: { exitCode: number; holds: boolean; expectations: string | null; problems: GateProblem[] }
  /** Where the subject stopped answering, if it did. */
  died?: { scenario: string; step: string; detail: string }
  /** SHA-256 of the normalised trace of the run; the same for the same seed on the carrier `sim` only. */
  traceHash: string
  requirements: RequirementOutcome[]
  verdicts: VerdictRecord[]
}
