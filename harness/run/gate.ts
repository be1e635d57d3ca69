import { EXIT } from '../core/exit.js'
import type { GateProblem, RequirementOutcome } from '../core/results.js'
import type { Verdict, VerdictRecord } from '../core/verdict.js'
import type { Expectation, ExpectedDeviation } from './expectations.js'
import { covers, meets, stops } from './known.js'

/** What the gate is told besides the verdicts. */
export interface GateTerms {
  expectations: Expectation[]
  /** How many requirements may stay inconclusive. */
  allowInconclusive: number
  /** Today, as `YYYY-MM-DD`. */
  today: string
  /** Whether everything ran, so that an entry without a match means something. */
  scope: 'everything' | 'selection'
  /** How the run ended; `cut-off` when its journal does not say. Only a finished run can hold. */
  end: 'finished' | 'interrupted' | 'subject-died' | 'cut-off'
  /** `should`: every failure gates; `must`: failures of SHOULD and SHOULD NOT are reported only. */
  strength: 'must' | 'should'
}

/** The gate's decision. */
export interface GateDecision {
  exitCode: number
  problems: GateProblem[]
}

/**
 * Holds verdicts against expectations: an unexpected fail, an unexpected pass, a changed reason, an entry that
 * matches nothing and an expired entry are refused. Requirements that no variant proves able to fail do not gate.
 * A requirement is taken for open when it is inconclusive in a scenario in which that is not expected.
 */
export function decide(
  verdicts: VerdictRecord[],
  requirements: RequirementOutcome[],
  { expectations, allowInconclusive, today, scope, strength, end }: GateTerms,
): GateDecision {
  const proven = new Map(requirements.map((r) => [r.requirement, r.proven]))
  const deviations = expectations.filter((e): e is ExpectedDeviation => 'requirement' in e)
  const failed = verdicts.filter((v) => v.verdict === 'fail')
  const problems: GateProblem[] = []
  for (const record of failed) {
    if (proven.get(record.requirement) === false) continue
    if (strength === 'must' && record.strength.startsWith('SHOULD')) continue
    const entries = deviations.filter((e) => e.verdict === 'fail' && covers(e, record))
    if (entries.some((e) => meets(e, record))) continue
    problems.push(entries[0] === undefined ? unexpected(record) : changed(record, entries[0]))
  }
  for (const entry of expectations) problems.push(...doubts(entry, verdicts, today, scope))
  for (const record of verdicts.filter((v) => v.verdict === 'error'))
    problems.push({ kind: 'error', sentence: record.explanation, ...place(record) })
  if (end !== 'finished') problems.push({ kind: 'incomplete', sentence: UNFINISHED[end] })
  const doubtful = verdicts.filter(
    (v) =>
      v.verdict === 'inconclusive' && !expectations.some((e) => ('stops' in e ? stops(e, v) : meets(e, v))),
  )
  const open = requirements
    .filter((r) => r.verdict === 'inconclusive')
    .flatMap((r) => doubtful.find((v) => v.requirement === r.requirement) ?? [])
  if (open.length > allowInconclusive) problems.push(...open.map(undecided))
  return { exitCode: exitCode(verdicts, problems), problems }
}

const UNFINISHED = {
  interrupted: 'The run was interrupted, so part of it is untested.',
  'subject-died': 'The subject was gone before the end, so part of the run is untested.',
  'cut-off': 'The journal ends in the middle of the run, so part of it is untested.',
} as const

function exitCode(verdicts: VerdictRecord[], problems: GateProblem[]): number {
  const judged = verdicts.some((v) => !['inapplicable', 'untested', 'error'].includes(v.verdict))
  if (problems.some((p) => p.kind === 'error')) return EXIT.internal
  if (!judged) return EXIT.nothingJudged
  if (problems.some((p) => p.kind !== 'inconclusive' && p.kind !== 'incomplete')) return EXIT.unexpected
  return problems.length > 0 ? EXIT.inconclusive : EXIT.ok
}

const place = ({ requirement, scenario }: VerdictRecord) => ({ requirement, scenario })

function undecided(record: VerdictRecord): GateProblem {
  const { requirement, scenario, explanation } = record
  return {
    kind: 'inconclusive',
    sentence: `${requirement} is inconclusive in ${scenario}: ${explanation}`,
    ...place(record),
  }
}

function unexpected(record: VerdictRecord): GateProblem {
  return {
    kind: 'unexpected-fail',
    sentence: `${record.requirement} fails in ${record.scenario}: ${record.deviation}.`,
    ...place(record),
  }
}

function changed(record: VerdictRecord, entry: ExpectedDeviation): GateProblem {
  return {
    kind: 'changed-reason',
    sentence: `${record.requirement} fails in ${record.scenario} for another reason than expected: ${record.deviation} (fingerprint ${record.fingerprint}, expected ${entry.fingerprint}).`,
    at: entry.at,
    ...place(record),
  }
}

/** Verdicts that leave no doubt that an expected deviation is gone, beside passes. */
const SETTLED: Verdict[] = ['observed', 'inapplicable']

function doubts(
  entry: Expectation,
  verdicts: VerdictRecord[],
  today: string,
  scope: GateTerms['scope'],
): GateProblem[] {
  const { at } = entry
  const about =
    'stops' in entry
      ? { name: `stops by “${entry.stops}”` }
      : { name: entry.requirement, requirement: entry.requirement }
  if (entry.expires !== undefined && entry.expires < today) {
    const { name, ...place } = about
    const sentence = `The expectation for ${name} expired on ${entry.expires}.`
    return [{ kind: 'expired-entry', sentence, ...place, at }]
  }
  if ('stops' in entry) return []
  const { requirement } = entry
  // A run of everything leaves the slow profiles out.
  if (entry.occurs === 'sometimes' || entry.profile !== undefined) return []
  const records = verdicts.filter((v) => v.requirement === requirement)
  if (records.some((v) => v.fingerprint === entry.fingerprint && v.verdict === entry.verdict)) return []
  if (records.length === 0)
    return scope === 'selection'
      ? []
      : [
          {
            kind: 'unmatched-entry',
            sentence: `The expectation for ${requirement} matches no verdict of this run.`,
            requirement,
            at,
          },
        ]
  if (records.some((v) => v.verdict === 'fail')) {
    const sentence = `The expected deviation of ${requirement} with fingerprint ${entry.fingerprint} did not occur.`
    return scope === 'selection' ? [] : [{ kind: 'unmatched-entry', sentence, requirement, at }]
  }
  const passes = (v: VerdictRecord) => v.verdict === 'pass' || v.verdict === 'pass-lax'
  if (records.some(passes) && records.every((v) => passes(v) || SETTLED.includes(v.verdict)))
    return scope === 'selection'
      ? []
      : [
          {
            kind: 'unexpected-pass',
            sentence: `${requirement} passes, but the expectation says ${entry.verdict}; remove the entry.`,
            requirement,
            at,
          },
        ]
  return []
}
