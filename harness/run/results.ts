import type { Catalogue } from '../core/requirement.js'
import type { RequirementOutcome, Results, SubjectFacts } from '../core/results.js'
import { VERDICTS, type Verdict, type VerdictRecord, worst } from '../core/verdict.js'
import { runTrace } from '../journal/trace.js'
import { behaviourOf } from './behaviour.js'
import { coverageOf } from './coverage.js'
import { cutCoverageOf } from './cut-coverage.js'
import { decide, type GateTerms } from './gate.js'
import type { JudgedScope } from './judge-scope.js'
import { withKnown } from './known.js'
import { doubtBehindLastWord } from './last-word.js'
import { metricsOf } from './metrics.js'
import { proofOf } from './proofs.js'
import { clauseOf, verdictRecords } from './verdicts.js'

/** What a run is called and how it was started. */
export interface RunHeader {
  run: string
  started: string
  durationMs: number
  seed: number
  command: string
  toolVersion: string
  subject: SubjectFacts
  selection: Results['selection']
  died?: Results['died']
}

/** Makes the results document from judged scopes: records, outcome per requirement, counts and the gate. */
export function resultsOf(
  header: RunHeader,
  scopes: JudgedScope[],
  catalogue: Catalogue,
  proven: ReadonlySet<string>,
  expectationsPath: string | null,
  terms: GateTerms,
): Results {
  const { run, started, durationMs, seed, command, toolVersion, subject, selection, died } = header
  const judged = died === undefined ? scopes : doubtBehindLastWord(scopes)
  const verdicts = verdictRecords(judged, catalogue, { subject: subject.specifier, seed })
  const requirements = outcomes(verdicts, catalogue, proven)
  const metrics = metricsOf(scopes)
  const cuts = cutCoverageOf(scopes)
  const { exitCode, problems } = decide(verdicts, requirements, terms)
  return {
    format: 'assay-results/1',
    tool: { name: 'xmpp-assay', version: toolVersion, node: process.version },
    run,
    started,
    durationMs,
    seed,
    command,
    subject,
    selection,
    counts: count(verdicts),
    requirementCounts: count(requirements),
    coverage: coverageOf(catalogue, selection.profile, new Set(requirements.map((r) => r.requirement))),
    profile: behaviourOf(scopes, catalogue),
    ...(metrics === undefined ? {} : { metrics }),
    ...(cuts.length === 0 ? {} : { cuts }),
    gate: { exitCode, holds: exitCode === 0, expectations: expectationsPath, problems },
    ...(died === undefined ? {} : { died }),
    traceHash: runTrace(scopes),
    requirements,
    verdicts: verdicts.map((record) => withKnown(record, terms.expectations)),
  }
}

function outcomes(
  verdicts: VerdictRecord[],
  catalogue: Catalogue,
  proven: ReadonlySet<string>,
): RequirementOutcome[] {
  const byId = new Map<string, VerdictRecord[]>()
  for (const record of verdicts)
    byId.set(record.requirement, [...(byId.get(record.requirement) ?? []), record])
  return [...byId].map(([id, records]) => {
    // A recorded run can name an entry that the catalogue no longer has.
    const entry = catalogue.get(id)
    return {
      requirement: id,
      strength: entry?.strength ?? 'INFO',
      clause: entry === undefined ? '' : clauseOf(entry),
      says: entry?.says ?? '',
      verdict: worst(records.map((r) => r.verdict)),
      scenarios: records.length,
      proven: records.every(({ role }) => proven.has(proofOf(id, role))),
    }
  })
}

function count(items: { verdict: Verdict }[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((v) => [v, 0])) as Record<Verdict, number>
  for (const { verdict } of items) counts[verdict] += 1
  return counts
}
