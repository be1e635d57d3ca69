import { join } from 'node:path'
import type { GateProblem, Results } from '../core/results.js'
import type { VerdictRecord } from '../core/verdict.js'
import type { JournalEvent } from '../journal/event.js'
import { judgeScope } from '../run/judge-scope.js'
import { fingerprint } from '../run/verdicts.js'
import type { Subject } from '../subjects/subject.js'
import { type Bundle, bundleName, FORMAT } from './bundle.js'
import { logOf } from './log.js'
import { drawnKey, readStretches } from './stretch.js'
import { writeBundle } from './write.js'

/** How the run that failed went about it. */
export interface RunFacts {
  /** Its folder, in which the journal is. */
  folder: string
  subject: Pick<Subject, 'facts' | 'bounds' | 'image' | 'log' | 'accounts' | 'clock'>
  underWay: Bundle['underWay']
  /** Plays a bundle again before it is written, and says in it how often it failed so; absent: that isn't known. */
  confirm?(bundle: Bundle): Promise<Bundle>
}

/** More bundles than these say nothing new about one run. */
const MOST = 20

const UNEXPECTED: readonly GateProblem['kind'][] = ['unexpected-fail', 'changed-reason']

/**
 * Writes a bundle for every unexpected fail of a run, one for each requirement and fingerprint.
 * @returns their folders
 */
export async function writeBundles(results: Results, run: RunFacts): Promise<string[]> {
  const failed = unexpectedFails(results).slice(0, MOST)
  if (failed.length === 0) return []
  const names = new Set(failed.map(({ scope }) => scope))
  const { head, scopes, drawn } = await readStretches(join(run.folder, 'journal.ndjson'), names)
  const folders: string[] = []
  for (const record of failed) {
    const events = scopes.get(record.scope)
    if (events === undefined) continue
    const { facts, lines } = (await logOf(run.subject, head, events)) ?? { lines: [] }
    const found = bundleOf(record, results, run, events, drawn)
    const confirmed = (await run.confirm?.(found)) ?? found
    const bundle = { ...confirmed, ...(facts === undefined ? {} : { log: facts }) }
    const folder = join(run.folder, 'bundles', bundleName(bundle))
    writeBundle(folder, bundle, { head, events, log: lines, told: record })
    folders.push(folder)
  }
  return folders
}

type InScope = VerdictRecord & { scope: string }

function unexpectedFails({ verdicts, gate }: Results): InScope[] {
  const refused = gate.problems.filter(({ kind }) => UNEXPECTED.includes(kind))
  const isRefused = ({ requirement, scenario }: VerdictRecord) =>
    refused.some((problem) => problem.requirement === requirement && problem.scenario === scenario)
  const first = new Map<string, InScope>()
  for (const record of verdicts) {
    const { scope, verdict } = record
    if (scope === undefined || verdict !== 'fail' || !isRefused(record)) continue
    const name = bundleName(record)
    if (!first.has(name)) first.set(name, { ...record, scope })
  }
  return [...first.values()]
}

function bundleOf(
  record: InScope,
  { tool, seed, command, started }: Results,
  { subject, underWay }: RunFacts,
  events: JournalEvent[],
  drawn: ReadonlyMap<string, unknown>,
): Bundle {
  const { start, verdicts } = judgeScope(events, subject.bounds)
  const { requirement, role, scenario, clause, says, verdict, judge, deviation, parameters, scope } = record
  const { specifier, name, version, carrier } = subject.facts
  const values = parameters === undefined ? {} : { parameters }
  const besides = verdicts
    .filter((other) => other.judgement.verdict === 'fail' && other.requirement !== requirement)
    .map((other) => ({
      requirement: other.requirement,
      fingerprint: fingerprint(other.requirement, other.judge, other.judgement.deviation),
    }))
  return {
    format: FORMAT,
    tool: { name: tool.name, version: tool.version },
    ...{ scenario, role, requirement, clause, says, verdict, judge, deviation },
    fingerprint: record.fingerprint,
    besides,
    ...{ seed, scope },
    ...(start.path === undefined ? {} : { path: start.path }),
    ...(start.phase === 'only'
      ? values
      : { example: { drawn: drawnOf(start, drawn) ?? parameters, minimal: parameters } }),
    subject: {
      ...{ specifier, name, version, carrier },
      ...(subject.image === undefined ? {} : { image: subject.image }),
    },
    ...{ underWay, command, started },
    reproduced: { of: 1, failed: 1 },
  }
}

const drawnOf = (
  { scenario, path }: { scenario: string; path?: string },
  drawn: ReadonlyMap<string, unknown>,
) => (path === undefined ? undefined : drawn.get(drawnKey(scenario, path)))
