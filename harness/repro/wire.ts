import type { JournalEvent } from '../journal/event.js'

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

/** What the subject logged, a line each; `undefined` when nothing of that is known. */
export function subjectLog(events: readonly JournalEvent[]): string | undefined {
  const lines = events.flatMap((event) => (event.kind === 'log' ? [`${event.t} ${event.text}\n`] : []))
  return lines.length === 0 ? undefined : lines.join('')
}
