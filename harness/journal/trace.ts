import { createHash } from 'node:crypto'
import type { Entry, JournalEvent } from './event.js'

/** A scope's name and the digest of its normalised trace. */
export interface Traced {
  name: string
  trace: string
}

/** Keys are random and ports those of the moment; the bytes show what was done with them. */
const UNTRACED = new Set<Entry['kind']>(['certificate', 'zone'])

/**
 * SHA-256 (hexadecimal) of one scope's normalised trace: its events in order, each with the milliseconds since
 * the scope began, without certificates, zones, numbers, names of the run, hosts and ports, and with one date-time and one loopback
 * address in place of all (docs/results.md, "Trace hash").
 * @param events all events of the scope, in order
 */
export function scopeTrace(events: readonly JournalEvent[]): string {
  const hash = createHash('sha256')
  const start = events[0]?.t ?? 0
  for (const { n, t, scope, ...entry } of events) {
    if (UNTRACED.has(entry.kind)) continue
    const since = Math.round((t - start) * 1000) / 1000
    hash.update(`${alike(JSON.stringify([since, normalised(entry)]))}\n`)
  }
  return hash.digest('hex')
}

/** SHA-256 (hexadecimal) of a run: the traces of its scopes in the order of their names. */
export function runTrace(scopes: readonly Traced[]): string {
  const hash = createHash('sha256')
  const lines = scopes.map(({ name, trace }) => `${name} ${trace}\n`).sort()
  for (const line of lines) hash.update(line)
  return hash.digest('hex')
}

/** Date-times (XEP-0082) and loopback addresses depend on what else the run does; whether there are any doesn't. */
const alike = (text: string) =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/gu, 'DATE-TIME')
    .replaceAll(/\b127(?:\.\d{1,3}){3}\b/gu, 'LOOPBACK')

function normalised(entry: Entry): unknown {
  if (entry.kind === 'open' || entry.kind === 'accepted') return { kind: entry.kind, conn: entry.conn }
  // Behind the first line of an error stands where in Assay's files it arose.
  if (entry.kind === 'scope-end') return { ...entry, detail: entry.detail.split('\n')[0] }
  return entry
}
