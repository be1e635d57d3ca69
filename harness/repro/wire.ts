import type { JournalEvent } from '../journal/event.js'
import type { SaidLine } from './log.js'

/** The bytes of each connection, above TLS, as files: one for each direction. */
export function wireFiles(events: readonly JournalEvent[]): Map<string, Buffer> {
  const pieces = new Map<string, Buffer[]>()
  for (const event of events) {
    if (event.kind !== 'sent' && event.kind !== 'received') continue
    const name = `${fileName(event.conn)}.${event.kind}.xml`
    const piece = Buffer.from(event.data, event.encoding ?? 'utf8')
    pieces.set(name, [...(pieces.get(name) ?? []), piece])
  }
  return new Map([...pieces].map(([name, all]) => [name, Buffer.concat(all)]))
}

/** `client-1/2`, the second connection of client-1, becomes `client-1.2`. */
const fileName = (conn: string) => encodeURIComponent(conn.replaceAll('/', '.'))

/** The certificates that servers presented, each by the first connection on which it was, as PEM files. */
export function certificateFiles(events: readonly JournalEvent[]): Map<string, string> {
  return new Map(
    events.flatMap((event) =>
      event.kind === 'certificate' ? [[`${fileName(event.conn)}.pem`, event.pem] as const] : [],
    ),
  )
}

/** What the DNS was to say, and from when on; `undefined` where nothing was said about it. */
export function zoneFile(events: readonly JournalEvent[]): string | undefined {
  const zones = events.flatMap((event) => (event.kind === 'zone' ? [{ t: event.t, zone: event.zone }] : []))
  return zones.length === 0 ? undefined : `${JSON.stringify(zones, null, 2)}\n`
}

/** What clients and services under test said. */
export function saidIn(events: readonly JournalEvent[]): SaidLine[] {
  return events.flatMap((event) => (event.kind === 'log' ? [{ t: event.t, text: event.text }] : []))
}
