import type { NoticedEnd } from '../core/behaviour.js'
import type { ScopeMetrics } from '../core/metrics.js'
import type { FlowPlaces } from '../core/results-cuts.js'
import type { EvidenceLine, Judgement } from '../core/verdict.js'
import { worst } from '../core/verdict.js'
import type { Bounds, Entry, JournalEvent, ScopeOutcome } from '../journal/event.js'
import { scopeTrace, type Traced } from '../journal/trace.js'
import { type History, readHistory } from '../judge/history.js'
import type { InvariantArgs } from '../judge/invariant.js'
import { operationsOf } from '../judge/invariants/judge.js'
import { measure } from '../judge/invariants/measure.js'
import { judgeNamed } from '../judge/judges.js'
import { noticedEnds } from '../judge/notice.js'

/** One judgement on a requirement within one scope. */
export interface ScopeVerdict {
  requirement: string
  judge: string
  judgement: Judgement
  lines: EvidenceLine[]
}

/** A scope's beginning. */
export type ScopeStart = Extract<Entry, { kind: 'scope-start' }>

/** The branches that a subject took in one scope where a requirement leaves it the choice. */
export interface ScopeBranches {
  requirement: string
  /** In the order asked, each once. */
  branches: string[]
  evidence: number[]
}

/** A scope with the verdicts that its events support, and with what it shows of the subject's behaviour. */
export interface JudgedScope extends Traced {
  start: ScopeStart
  verdicts: ScopeVerdict[]
  taken: ScopeBranches[]
  /** None of drawn examples: they differ from run to run. */
  noticed: NoticedEnd[]
  /** The numbers of a whole history, where it was judged as one. */
  metrics?: ScopeMetrics
  /** Number of the last event in which the subject said something; 0 when it said nothing. */
  heard: number
  /** Number of the last event. */
  over: number
  /** Where connections went through proxies: what was measured and done there. */
  proxied?: ProxiedScope
}

/** What proxies before connections measured and did. */
export interface ProxiedScope {
  /** How the script ended, if it did. */
  outcome: ScopeOutcome | undefined
  measured: FlowPlaces[]
  /** How many faults began. */
  faults: number
}

const MOST_LINES = 60
const ALWAYS_SHOWN = new Set<Entry['kind']>(['step', 'ordered', 'ended', 'silent', 'awake', 'fault'])

/**
 * Judges one scope from its events alone: every question asked in it, and every requirement it meant to prove
 * but did not come to.
 * @param events all events of the scope, in order, `scope-start` first
 */
export function judgeScope(events: JournalEvent[], bounds: Bounds): JudgedScope {
  const start = events[0]
  if (start?.kind !== 'scope-start') throw new Error('A scope does not begin with scope-start.')
  const history = readHistory(events, bounds)
  const asked = new Map<string, ScopeVerdict>()
  const taken = new Map<string, ScopeBranches>()
  for (const event of events) {
    if (event.kind !== 'check') continue
    const judgement = judged(history, event.judge, event.args)
    noteBranch(taken, event.requirement, judgement)
    const before = asked.get(event.requirement)
    if (
      before === undefined ||
      worst([before.judgement.verdict, judgement.verdict]) !== before.judgement.verdict
    )
      asked.set(event.requirement, {
        requirement: event.requirement,
        judge: event.judge,
        judgement,
        lines: linesOf(events, judgement.evidence),
      })
  }
  // An example that was played to its end need not exercise every requirement of its scenario.
  const whole = start.phase === 'only' || history.outcome?.outcome !== 'done'
  const missing = whole ? start.proves.filter((id) => !asked.has(id)) : []
  const verdicts = [...asked.values(), ...missing.map((id) => unasked(id, events, history))]
  return {
    name: start.scope ?? start.scenario,
    trace: scopeTrace(events),
    start,
    verdicts,
    taken: [...taken.values()],
    noticed: start.phase === 'only' ? noticedEnds(history) : [],
    ...(isExchange(start) ? {} : metricsOf(events, history)),
    heard: events.findLast(({ kind }) => kind === 'received')?.n ?? 0,
    over: events.at(-1)?.n ?? 0,
    proxied: {
      outcome: history.outcome?.outcome,
      measured: events.flatMap((event) => (event.kind === 'measured' ? [flowOf(event)] : [])),
      faults: events.filter((event) => event.kind === 'fault' && event.band !== 'end').length,
    },
  }
}

/** Whether it is an exchange that is cut, or measured for that: nothing is drawn in it that could be counted. */
export const isExchange = ({ parameters }: ScopeStart): boolean =>
  typeof parameters === 'object' && parameters !== null && 'cut' in parameters

function metricsOf(events: readonly JournalEvent[], history: History): { metrics?: ScopeMetrics } {
  const asked = events.find((event) => event.kind === 'check' && event.judge === 'invariant')
  if (asked?.kind !== 'check') return {}
  const { holds: _, ...options } = asked.args as InvariantArgs
  return { metrics: measure(operationsOf(history, options)) }
}

function flowOf({ as, connection, direction, bytes, places }: FlowPlaces): FlowPlaces {
  return { as, connection, direction, bytes, places }
}

function noteBranch(
  taken: Map<string, ScopeBranches>,
  requirement: string,
  { branch, evidence }: Judgement,
): void {
  if (branch === undefined) return
  const before = taken.get(requirement)
  const numbers = new Set([...(before?.evidence ?? []), ...evidence])
  taken.set(requirement, {
    requirement,
    branches: [...new Set([...(before?.branches ?? []), branch])],
    evidence: [...numbers].sort((a, b) => a - b),
  })
}

function judged(history: History, name: string, args: unknown): Judgement {
  const judge = judgeNamed(name)
  if (judge === undefined)
    return plain('error', `The journal asks the judge "${name}", which this version does not have.`)
  return judge(history, args)
}

function unasked(requirement: string, events: JournalEvent[], { outcome }: History): ScopeVerdict {
  const steps = events.filter((e) => e.kind === 'step')
  const step = steps.at(-1)
  const where = step === undefined ? 'before its first step' : `in the step “${step.text}”`
  const why = outcome?.detail ?? 'the journal ends here'
  const judgement = withoutQuestion(requirement, outcome, why, where)
  return {
    requirement,
    judge: 'none',
    judgement,
    lines: linesOf(
      events,
      events.slice(-12).map((e) => e.n),
    ),
  }
}

function withoutQuestion(
  requirement: string,
  outcome: History['outcome'],
  why: string,
  where: string,
): Judgement {
  switch (outcome?.outcome) {
    case undefined:
      return plain('untested', `The journal ends ${where}.`)
    case 'inapplicable':
      return plain('inapplicable', why)
    case 'interrupted':
      return plain('untested', why)
    case 'done':
      return plain('error', `The scenario never asked about ${requirement}; this is a defect of the suite.`)
    case 'error':
      return plain('error', `The scenario stopped ${where}: ${why}`)
    default:
      return plain('inconclusive', `The scenario stopped ${where}: ${why}`)
  }
}

function plain(verdict: Judgement['verdict'], explanation: string): Judgement {
  return { verdict, expected: [], actual: '', explanation, deviation: '', evidence: [], closure: 'none' }
}

function linesOf(events: JournalEvent[], evidence: number[]): EvidenceLine[] {
  const wanted = new Set(evidence)
  const lines = events.flatMap((event): EvidenceLine[] => {
    if (!ALWAYS_SHOWN.has(event.kind) && !wanted.has(event.n)) return []
    return [lineOf(event)]
  })
  return lines.slice(0, MOST_LINES)
}

/** An event as evidence shows it; `text` is empty where its kind says all. */
export function lineOf(event: JournalEvent): EvidenceLine {
  const { n, t, kind } = event
  const who = 'conn' in event ? event.conn : ''
  if (kind === 'sent' || kind === 'received') {
    const text = event.encoding === 'base64' ? Buffer.from(event.data, 'base64').toString('utf8') : event.data
    return { n, t, who, what: kind, text }
  }
  if (kind === 'ended') return { n, t, who, what: kind, text: `${event.how} by the ${event.by}` }
  if (kind === 'silent')
    return {
      n,
      t,
      who,
      what: kind,
      text:
        event.because === 'black-hole'
          ? 'loses all packets, both ways'
          : 'hangs: it reads and writes nothing',
    }
  if (kind === 'awake') return { n, t, who, what: kind, text: 'goes on, and reads what has arrived' }
  if (kind === 'fault')
    return { n, t, who, what: kind, text: `${event.band} ${JSON.stringify(event.action)}` }
  if (kind === 'step') return { n, t, who, what: kind, text: event.text }
  if (kind === 'ordered' || kind === 'carried-out')
    return { n, t, who, what: kind, text: `${event.verb} ${JSON.stringify(event.order)}` }
  return { n, t, who, what: kind, text: '' }
}
