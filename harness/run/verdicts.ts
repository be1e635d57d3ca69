import { createHash } from 'node:crypto'
import type { Catalogue } from '../core/requirement.js'
import { type Verdict, type VerdictRecord, worst } from '../core/verdict.js'
import { isExchange, type JudgedScope, type ScopeVerdict } from './judge-scope.js'

/** What the command that reruns a verdict needs to know about the run. */
export interface Origin {
  /** The subject's specifier. */
  subject: string
  seed: number
}

const natural = new Intl.Collator('en', { numeric: true })

const HOLDS: Verdict[] = ['pass', 'pass-lax', 'observed']

interface Candidate extends ScopeVerdict {
  scope: JudgedScope
}

/**
 * Unites the verdicts of all scopes into one record for each requirement and scenario. For a generated scenario
 * a failing example stands for the requirement, the shrunk one before the drawn ones; for an enumerated one a failing
 * cut point.
 */
export function verdictRecords(scopes: JudgedScope[], catalogue: Catalogue, origin: Origin): VerdictRecord[] {
  const groups = new Map<string, Candidate[]>()
  for (const scope of scopes) {
    if (scope.start.phase === 'shrink') continue
    for (const verdict of scope.verdicts) {
      const { phase, about, scenario } = scope.start
      if (phase === 'final' && about !== verdict.requirement) continue
      const key = `${scenario}\n${verdict.requirement}`
      const group = groups.get(key) ?? []
      group.push({ ...verdict, scope })
      groups.set(key, group)
    }
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => recordOf(group, catalogue, origin))
}

function recordOf(group: Candidate[], catalogue: Catalogue, origin: Origin): VerdictRecord {
  const { chosen, note } = choose(group)
  const { requirement, judge, judgement, lines, scope } = chosen
  const entry = catalogue.get(requirement)
  const { start } = scope
  return {
    ...judgement,
    explanation: `${judgement.explanation}${note}`,
    requirement,
    role: start.role ?? 'server',
    strength: entry?.strength ?? 'INFO',
    says: entry?.says ?? '',
    clause: entry === undefined ? '' : clauseOf(entry),
    scenario: start.scenario,
    ...(start.parameters === undefined ? {} : { parameters: start.parameters }),
    scope: scope.name,
    fingerprint: fingerprint(requirement, judge, judgement.deviation),
    judge,
    lines,
    rerun: rerun(start.scenario, start.path, origin),
  }
}

/** Document and section of a requirement, for reading. */
export function clauseOf({ document, section }: { document: string; section: string }): string {
  return section === '-' ? document : `${document}, ${section}`
}

function choose(group: Candidate[]): { chosen: Candidate; note: string } {
  const first = group[0] as Candidate
  if (group.length === 1) return { chosen: first, note: '' }
  // Several are played at once: only their paths say which one was drawn first.
  const explored = group
    .filter((c) => c.scope.start.phase !== 'final')
    .toSorted((a, b) => natural.compare(a.scope.start.path ?? '', b.scope.start.path ?? ''))
  const failures = explored.filter((c) => c.judgement.verdict === 'fail')
  const final = group.find((c) => c.scope.start.phase === 'final' && c.judgement.verdict === 'fail')
  const failing = final ?? failures[0]
  if (failing !== undefined) return { chosen: failing, note: ` It failed ${where(failures, explored)}.` }
  const judged = explored.filter((c) => c.judgement.verdict !== 'inconclusive')
  const verdict = worst(judged.map((c) => c.judgement.verdict))
  const chosen = judged.find((c) => c.judgement.verdict === verdict) ?? first
  const open = explored.length - judged.length
  const rest = open === 0 ? '' : `, ${open} were inconclusive`
  const held = judged.filter((c) => HOLDS.includes(c.judgement.verdict))
  return { chosen, note: ` It held ${where(held, explored)}${rest}.` }
}

/** How many of all examples, or of an exchange's cut points and of its plays with nothing cut, are `some`. */
function where(some: readonly Candidate[], all: readonly Candidate[]): string {
  if (!all.some(({ scope }) => isExchange(scope.start)))
    return `in ${some.length} of ${all.length} drawn examples`
  const [cut, whole] = [all.filter(wasCut), all.filter((each) => !wasCut(each))]
  const cutSome = some.filter(wasCut).length
  return [
    ...(cut.length === 0 ? [] : [`at ${cutSome} of ${cut.length} cut points`]),
    ...(whole.length === 0 ? [] : [`in ${some.length - cutSome} of ${whole.length} plays with nothing cut`]),
  ].join(', and ')
}

/** A cut that was never set off cut nothing. */
const wasCut = ({ scope: { proxied } }: Candidate): boolean => (proxied?.faults ?? 0) > 0

/** The same for every occurrence of one deviation: no ids, times or ports go in. */
export function fingerprint(requirement: string, judge: string, deviation: string): string {
  return createHash('sha256').update(`${requirement}\n${judge}\n${deviation}`).digest('hex').slice(0, 12)
}

function rerun(scenario: string, path: string | undefined, { subject, seed }: Origin): string {
  const quoted = /[?&*$ ]/.test(subject) ? `'${subject}'` : subject
  const place = path === undefined ? '' : ` --seed ${seed} --path ${path}`
  return `npx assay run ${quoted} --only ${scenario}${place}`
}
