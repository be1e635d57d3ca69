import { usageError } from '../core/exit.js'
import type { Catalogue } from '../core/requirement.js'
import type { Results, SubjectFacts } from '../core/results.js'
import type { Entry, JournalEvent } from '../journal/event.js'
import { readJournal } from '../journal/read.js'
import type { Expectation } from './expectations.js'
import type { GateTerms } from './gate.js'
import { type JudgedScope, judgeScope } from './judge-scope.js'
import { resultsOf } from './results.js'
import { isEverything } from './select.js'

/** What a second judgement is held against. */
export interface RejudgeTerms {
  expectations(subject: SubjectFacts): { path: string | null; entries: Expectation[] }
  gate: { strength: 'must' | 'should'; allowInconclusive: number }
  /** `YYYY-MM-DD`. */
  today: string
}

/**
 * Reads a journal and judges it: the same verdicts as in the run that wrote it, from the bytes alone.
 * @throws UserError (64) when the journal is missing, damaged, or of another format
 */
export async function rejudge(
  path: string,
  catalogue: Catalogue,
  proven: ReadonlySet<string>,
  { expectations, gate, today }: RejudgeTerms,
): Promise<Results> {
  const open = new Map<string, JournalEvent[]>()
  const scopes: JudgedScope[] = []
  let start: Extract<Entry, { kind: 'run-start' }> | undefined
  let subject: Extract<Entry, { kind: 'subject' }> | undefined
  let died: Results['died']
  let end: GateTerms['end'] = 'cut-off'
  let last = 0
  for await (const event of readJournal(path)) {
    last = event.t
    if (event.kind === 'run-start') start = event
    if (event.kind === 'subject') subject = event
    if (event.kind === 'run-end') end = event.reason
    if (event.kind === 'died') died = { scenario: event.scenario, step: event.step, detail: event.detail }
    if (event.scope === undefined || subject === undefined) continue
    const events = open.get(event.scope) ?? []
    open.set(event.scope, events)
    events.push(event)
    if (event.kind !== 'scope-end') continue
    scopes.push(judgeScope(events, subject.bounds))
    open.delete(event.scope)
  }
  if (start === undefined || subject === undefined)
    throw usageError(`${path} does not begin like a journal of Assay; give the folder of a run.`)
  if (start.format !== 'assay-journal/1')
    throw usageError(`${path} is of the format ${start.format}; this version reads assay-journal/1.`)
  for (const events of open.values()) scopes.push(judgeScope(events, subject.bounds))
  const { specifier, name, version, carrier, domain, notes } = subject
  const facts = { specifier, name, version, carrier, domain, notes }
  const { path: expectationsPath, entries } = expectations(facts)
  const { run, date, seed, command, tool, selection } = start
  return resultsOf(
    {
      run,
      started: date,
      durationMs: Math.round(last),
      seed,
      command,
      toolVersion: tool,
      subject: facts,
      selection,
      ...(died && { died }),
    },
    scopes,
    catalogue,
    proven,
    expectationsPath,
    {
      ...gate,
      end,
      today,
      expectations: entries,
      scope: isEverything(selection) ? 'everything' : 'selection',
    },
  )
}
