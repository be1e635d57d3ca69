import type { JournalEvent } from '../journal/event.js'
import { linesOf } from '../journal/lines.js'

/** What a run's journal holds about some of its scopes. */
export interface Stretches {
  /** Of the run itself: its start and its subject. */
  head: JournalEvent[]
  /** All events of each scope asked for, in order. */
  scopes: Map<string, JournalEvent[]>
  /** Examples as they were drawn, by {@link drawnKey}. */
  drawn: Map<string, unknown>
}

/** Names an example by its scenario and fast-check's path to it, of which the first part is that of the draw. */
export const drawnKey = (scenario: string, path: string) => `${path.split(':')[0]} ${scenario}`

/**
 * Reads some scopes of a journal; the others, which can be hundreds of megabytes, are not even parsed.
 * @param path of `journal.ndjson`
 * @param names of the scopes wanted
 */
export async function readStretches(path: string, names: ReadonlySet<string>): Promise<Stretches> {
  const stretches: Stretches = { head: [], scopes: new Map(), drawn: new Map() }
  for await (const line of linesOf(path)) {
    const name = scopeOf(line)
    const isWanted = name !== undefined && names.has(name)
    if (name !== undefined && !isWanted && !line.includes('"kind":"scope-start"')) continue
    const event = JSON.parse(line) as JournalEvent
    if (event.kind === 'run-start' || event.kind === 'subject') stretches.head.push(event)
    if (event.kind === 'scope-start' && event.phase === 'explore' && event.path !== undefined)
      stretches.drawn.set(drawnKey(event.scenario, event.path), event.parameters)
    if (!isWanted) continue
    const events = stretches.scopes.get(name) ?? []
    stretches.scopes.set(name, events)
    events.push(event)
  }
  return stretches
}

/** The scope of a line: what the journal writes in front of the event itself. */
function scopeOf(line: string): string | undefined {
  const [, quoted] = /^\{"n":\d+,"t":[\d.e+-]+,"scope":("(?:[^"\\]|\\.)*")/u.exec(line) ?? []
  return quoted === undefined ? undefined : (JSON.parse(quoted) as string)
}
