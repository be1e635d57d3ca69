import type { Closure } from '../core/verdict.js'
import type { Bounds, ConnectionEnd, JournalEvent, ScopeOutcome } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { RecordedStream } from './recorded-stream.js'
import { child, elements, text, type XmlElement } from './xml.js'

/** A top-level element that passed, as the recorded bytes say. */
export interface Seen {
  n: number
  t: number
  element: XmlElement
  raw: string
}

/** One connection of an actor, as the recorded bytes say. */
export interface Connection {
  /** `actor/epoch`, for example `first/1`; a later connection of the same actor has the next epoch. */
  id: string
  /** Who connected: the harness to a server under test, or a client or service under test to the harness. */
  by: 'harness' | 'subject'
  /** Where it was made to. */
  host: string
  port: number
  /** Event number of the end of each TLS handshake. */
  securedAt?: number
  /** The name that the subject asked for in the TLS handshake. */
  sni?: string
  opened: number
  /** The full JID that resource binding returned (RFC 6120 7.7). */
  jid?: string
  /** Event number of the bind result. */
  boundAt?: number
  /** Elements the harness wrote. */
  sent: Seen[]
  /** Elements the subject wrote. */
  received: Seen[]
  /** Stream headers of the subject. */
  headers: Seen[]
  /** Stream headers of the harness. */
  headersSent: Seen[]
  /** Event numbers of the closing tags. */
  closeSent?: number
  closeReceived?: number
  streamError?: { condition: string; n: number }
  /** Event numbers: from the one to the other, or to the end, the harness read and wrote nothing. */
  silent?: number
  awake?: number
  ended?: { n: number; t: number; by: 'harness' | 'subject'; how: ConnectionEnd }
  /** The subject's side stopped being XML here. */
  malformed?: { n: number; reason: string }
}

/** What one scope of a journal says happened. */
export interface History {
  events: JournalEvent[]
  connections: Connection[]
  /** Bare JIDs whose accounts were made, or are known not to exist. */
  accounts: Map<string, 'made' | 'absent'>
  bounds: Bounds
  outcome?: { outcome: ScopeOutcome; detail: string; n: number }
}

interface Reading {
  connection: Connection
  sent: RecordedStream
  received: RecordedStream
}

/** Reads the events of one scope, in order, from their bytes alone. */
export function readHistory(events: JournalEvent[], bounds: Bounds): History {
  const readings = new Map<string, Reading>()
  const history: History = { events, connections: [], accounts: new Map(), bounds }
  for (const event of events) {
    if (event.kind === 'account') history.accounts.set(event.jid, event.state)
    if (event.kind === 'scope-end')
      history.outcome = { outcome: event.outcome, detail: event.detail, n: event.n }
    if (!('conn' in event)) continue
    if (event.kind === 'open' || event.kind === 'accepted') {
      const { conn: id, host, port, n: opened } = event
      const by = event.kind === 'open' ? ('harness' as const) : ('subject' as const)
      const connection = { id, by, host, port, opened, sent: [], received: [], headers: [], headersSent: [] }
      readings.set(event.conn, { connection, sent: new RecordedStream(), received: new RecordedStream() })
      history.connections.push(connection)
    }
    const reading = readings.get(event.conn)
    if (reading === undefined) continue
    if (event.kind === 'secure') {
      for (const side of [reading.sent, reading.received]) side.restart()
      reading.connection.securedAt = event.n
      if (event.sni !== undefined) reading.connection.sni = event.sni
    }
    if (event.kind === 'silent' || event.kind === 'awake') reading.connection[event.kind] = event.n
    if (event.kind === 'ended')
      reading.connection.ended = { n: event.n, t: event.t, by: event.by, how: event.how }
    if (event.kind === 'sent' || event.kind === 'received') {
      const bytes = event.encoding === 'base64' ? Buffer.from(event.data, 'base64') : event.data
      reading[event.kind].read(bytes, event.n, event.t)
    }
  }
  for (const reading of readings.values()) fill(reading)
  return history
}

function fill({ connection, sent, received }: Reading): void {
  for (const item of sent.items) {
    if (item.is === 'header') connection.headersSent.push(item)
    if (item.is === 'close') connection.closeSent = item.n
    if (item.is !== 'element') continue
    connection.sent.push(item)
    if (connection.by === 'subject') noteBinding(connection, item)
  }
  for (const item of received.items) {
    if (item.is === 'header') connection.headers.push(item)
    if (item.is === 'close') connection.closeReceived = item.n
    if (item.is === 'malformed') connection.malformed = { n: item.n, reason: item.reason }
    if (item.is !== 'element') continue
    connection.received.push(item)
    const { element, n } = item
    if (element.ns === NS.stream && element.name === 'error')
      connection.streamError = { condition: definedCondition(element, NS.streamErrors) ?? 'none', n }
    if (connection.by === 'harness') noteBinding(connection, item)
  }
}

/** Who answers the bind request decides the full JID: the side that was connected to (RFC 6120 7.6). */
function noteBinding(connection: Connection, { element, n }: Seen): void {
  const bind = element.attrs.type === 'result' ? child(element, 'bind', NS.bind) : undefined
  const jid = bind && child(bind, 'jid', NS.bind)
  if (jid !== undefined) Object.assign(connection, { jid: text(jid), boundAt: n })
}

/** The defined condition inside an error element: the first child in `ns` that is not `<text/>`. */
export function definedCondition(error: XmlElement, ns: string): string | undefined {
  return elements(error).find((c) => c.ns === ns && c.name !== 'text')?.name
}

/** The connection called `id`. */
export function connectionOf(history: History, id: string): Connection | undefined {
  return history.connections.find((c) => c.id === id)
}

/** How the connection ended, on the axis that reports show beside the verdict. */
export function closureOf(connection: Connection | undefined): Closure {
  if (connection?.streamError !== undefined) return `stream-error(${connection.streamError.condition})`
  if (connection?.closeReceived !== undefined) return 'clean'
  if (connection?.ended?.how === 'reset') return 'reset'
  if (connection?.ended !== undefined) return 'tcp-close'
  return 'none'
}
