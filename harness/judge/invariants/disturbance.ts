import type { JournalEvent } from '../../journal/event.js'
import type { History } from '../history.js'

/** A stretch in which the network or nodes were disturbed, ms of the journal: a bound in time begins anew behind it. */
export interface Disturbance {
  from: number
  until: number
  /** The connection that alone was disturbed; without it everybody was. */
  of?: string
  /** The nodes could not reach each other: what one has processed the other does not know. */
  splits?: true
}

/** What begins a disturbance of the whole subject, and what ends it. */
const HEALED_BY = {
  'kill-node': 'start-node',
  'stop-node': 'start-node',
  'pause-node': 'continue-node',
  partition: 'heal',
} as const

/**
 * The disturbances that the journal shows: faults of links, and orders about nodes, from when one was given until what
 * heals it was carried out. Nodes that were cut off from each other have the bound of unavailable presence to find
 * each other again.
 */
export function disturbancesIn({ events, bounds }: History): Disturbance[] {
  return [...ofLinks(events), ...ofNodes(events, bounds.unavailable)]
}

function ofLinks(events: readonly JournalEvent[]): Disturbance[] {
  const open: { conn: string; does: string; from: number }[] = []
  const all: Disturbance[] = []
  for (const event of events) {
    if (event.kind !== 'fault') continue
    const { conn, band, t, action } = event
    const does = JSON.stringify(action)
    if (band === 'begin') open.push({ conn, does, from: t })
    if (band !== 'end') continue
    const index = open.findIndex((o) => o.conn === conn && o.does === does)
    const [begun] = index < 0 ? [] : open.splice(index, 1)
    // What was delayed is still under way when the delay heals.
    const late = action.do === 'delay' ? (action.ms ?? 0) + (action.jitter ?? 0) : 0
    if (begun !== undefined) all.push({ from: begun.from, until: t + late, of: conn })
  }
  return [...all, ...open.map(({ conn, from }) => ({ from, until: Infinity, of: conn }))]
}

function ofNodes(events: readonly JournalEvent[], toFind: number): Disturbance[] {
  return events.flatMap((event, index): Disturbance[] => {
    if (event.kind !== 'ordered' || !(event.verb in HEALED_BY)) return []
    const verb = event.verb as keyof typeof HEALED_BY
    const healed = events.slice(index).find((e) => e.kind === 'carried-out' && e.verb === HEALED_BY[verb])
    const until = healed?.t ?? Infinity
    if (verb !== 'partition') return [{ from: event.t, until }]
    return [{ from: event.t, until: until + toFind, splits: true }]
  })
}

/**
 * When a bound of `ms` that begins at `from` is over, in ms: undisturbed for so long.
 * @param isMeant whether a disturbance of this connection counts
 */
export function overAt(
  disturbed: readonly Disturbance[],
  from: number,
  ms: number,
  isMeant: (connection: string) => boolean,
): number {
  let begin = from
  for (const { from: start, until, of } of disturbed.toSorted((a, b) => a.from - b.from)) {
    if (of !== undefined && !isMeant(of)) continue
    if (start <= begin + ms && until >= begin) begin = until
  }
  return begin + ms
}

/** The stretch in which nodes were cut off from each other that overlaps the time from `from` to `until`, ms, if any. */
export const splitIn = (
  disturbed: readonly Disturbance[],
  from: number,
  until: number,
): Disturbance | undefined => disturbed.find((d) => d.splits && d.from <= until && d.until >= from)
