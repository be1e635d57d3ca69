import { withDeadline } from '../core/deadline.js'
import type { JournalEvent } from '../journal/event.js'
import { reasonOf } from '../run/failure.js'
import type { LogLine, Subject } from '../subjects/subject.js'
import type { Bundle } from './bundle.js'

/** A line that the subject logged, by the time of the journal. */
export interface SaidLine {
  /** Milliseconds since the start of the run. */
  t: number
  text: string
}

/** What a subject logged while a scope was played. */
export interface SubjectLog {
  /** What the bundle says about it. */
  facts: NonNullable<Bundle['log']>
  lines: SaidLine[]
}

/** Of a log the last so many bytes are kept. */
const MOST = 256 * 1024
/** What a server did just before the end it may write a moment later, ms. */
const LATE = 1000
/** How long reading it may take, ms. */
const PATIENCE = 10_000

/**
 * Reads what a subject logged while the scope of `events` was played, where its carrier keeps that; secrets replaced.
 * What others did to the subject at that time is in it, too.
 * @param head the run's own first events
 * @param most how many bytes of it are kept: the last ones, in whole lines
 */
export async function logOf(
  subject: Pick<Subject, 'log' | 'accounts' | 'clock'>,
  head: readonly JournalEvent[],
  events: readonly JournalEvent[],
  most = MOST,
): Promise<SubjectLog | undefined> {
  const start = head.find((event) => event.kind === 'run-start')
  const [first, last] = [events[0], events.at(-1)]
  if (subject.log === undefined || start === undefined || first === undefined || last === undefined)
    return undefined
  const zero = Date.parse(start.date) - start.t
  const [from, until] = [zero + first.t, zero + last.t + LATE]
  const range = { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
  try {
    const reading = subject.log(from, until)
    const logged = await withDeadline(reading, PATIENCE, subject.clock, "the subject's log")
    const said = logged
      .toSorted((a, b) => a.at - b.at)
      .map((line) => ({
        t: Math.round(line.at - zero),
        text: redacted(nameOf(line), subject.accounts.secrets),
      }))
    const { kept, leftOut } = lastOf(said, most)
    return { facts: { ...range, lines: kept.length, leftOut }, lines: kept }
  } catch (error) {
    return { facts: { ...range, lines: 0, leftOut: 0, trouble: reasonOf(error) }, lines: [] }
  }
}

/** The text of a subject's log, a line for each, by time. */
export const textOfLog = (lines: readonly SaidLine[]): string => lines.map(lineOf).join('')

const lineOf = ({ t, text }: SaidLine) => `${t} ${text}\n`

const nameOf = ({ node, text }: LogLine) => (node === undefined ? text : `node ${node}: ${text}`)

function redacted(text: string, secrets: ReadonlyMap<string, string>): string {
  let shown = text
  for (const [secret, instead] of secrets) shown = shown.replaceAll(secret, instead)
  return shown
}

function lastOf(lines: readonly SaidLine[], most: number): { kept: SaidLine[]; leftOut: number } {
  let bytes = 0
  const first = lines.findLastIndex((line) => {
    bytes += Buffer.byteLength(lineOf(line))
    return bytes > most
  })
  return { kept: lines.slice(first + 1), leftOut: first + 1 }
}
