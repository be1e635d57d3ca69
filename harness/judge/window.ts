import type { Verb } from '../core/admin.js'
import type { Pattern } from '../core/pattern.js'
import { type Connection, connectionOf, type History, type Seen } from './history.js'
import { markOf, matches } from './pattern.js'

/**
 * An instant in a history, named by what happened then: a stanza with this mark was sent; this connection's end
 * was begun by the harness (silence, closing tag, FIN or RST); this connection began; or the first element meant by a
 * pattern was sent or received, on any connection; or the harness first ordered this of the subject.
 */
export type Anchor =
  | { mark: string }
  | { endOf: string }
  | { beginOf: string }
  | { sent: Pattern }
  | { received: Pattern }
  | { ordered: Verb }

/** The stretch of one connection that a judge looks at. */
export interface Window {
  connection: Connection
  from: { n: number; t: number }
  /** Where a barrier, or the connection's end, closes it; nothing later can belong to it. */
  closed?: { n: number; t: number; by: 'barrier' | 'end' }
  /** What the subject wrote inside, in order. */
  received: Seen[]
}

/** The event that `anchor` names, if it happened. */
export function anchorOf(history: History, anchor: Anchor): { n: number; t: number } | undefined {
  if ('mark' in anchor) return sentMark(history, anchor.mark)?.seen
  if ('sent' in anchor) return firstOf(history, 'sent', anchor.sent)
  if ('received' in anchor) return firstOf(history, 'received', anchor.received)
  if ('ordered' in anchor)
    return history.events.find((e) => e.kind === 'ordered' && e.verb === anchor.ordered)
  if ('beginOf' in anchor) {
    const opened = connectionOf(history, anchor.beginOf)?.opened
    return history.events.find((e) => e.n === opened)
  }
  const connection = connectionOf(history, anchor.endOf)
  const at = connection?.silent ?? connection?.closeSent ?? connection?.ended?.n
  return at === undefined ? undefined : history.events.find((e) => e.n === at)
}

function firstOf(history: History, way: 'sent' | 'received', pattern: Pattern): Seen | undefined {
  const all = history.connections.flatMap((c) =>
    c[way].filter((s) => matches(s.element, pattern)).slice(0, 1),
  )
  return all.sort((a, b) => a.n - b.n)[0]
}

/** The anchor in words: what the subject reacts to, or what it did. */
export function phrase(anchor: Anchor): string {
  if ('mark' in anchor) return 'the marked stanza was sent'
  if ('endOf' in anchor) return `${anchor.endOf} was ended`
  if ('beginOf' in anchor) return `${anchor.beginOf} began`
  if ('ordered' in anchor) return `the harness ordered the subject to ${anchor.ordered}`
  if ('sent' in anchor) return `the harness sent the ${anchor.sent.name ?? 'element'} it is about`
  return `the subject sent the ${anchor.received.name ?? 'element'} it is about`
}

/**
 * The stanza that was sent with `mark`, and on which connection. The first of them: a recipient's error may carry
 * the payload, mark and all, back.
 */
export function sentMark(history: History, mark: string): { connection: Connection; seen: Seen } | undefined {
  const all = history.connections.flatMap((connection) => {
    const seen = connection.sent.find((s) => markOf(s.element) === mark)
    return seen === undefined ? [] : [{ connection, seen }]
  })
  return all.sort((a, b) => a.seen.n - b.seen.n)[0]
}

/** The moment at which `connection` received the barrier called `id`: an IQ's answer, or a fence message. */
export function barrierAt(connection: Connection, id: string): Seen | undefined {
  return connection.received.find(({ element }) => {
    if (element.name === 'iq')
      return element.attrs.id === id && element.attrs.type !== 'get' && element.attrs.type !== 'set'
    return element.name === 'message' && element.attrs.type !== 'error' && markOf(element) === id
  })
}

/**
 * What `at` received after `after`, up to the barrier `until` or the end of the subject's stream. A barrier sent
 * before `after` proves nothing; nor does the end of a connection that the harness cut, or of a stream that
 * stopped being XML. Returns a sentence when the journal does not hold both ends of the question.
 */
export function windowOf(
  history: History,
  at: string,
  after: Anchor,
  until: string | undefined,
): Window | string {
  const connection = connectionOf(history, at)
  if (connection === undefined) return `The connection ${at} was never made.`
  const from = anchorOf(history, after)
  if (from === undefined) return 'The step that the clause is about was never reached.'
  const barrier = until === undefined ? undefined : barrierBehind(history, connection, until, from.n)
  const end = endOf(connection)
  const ending = history.events.find((e) => e.n === end)
  const closed = barrier
    ? { n: barrier.n, t: barrier.t, by: 'barrier' as const }
    : ending && { n: ending.n, t: ending.t, by: 'end' as const }
  const last = closed?.n ?? Number.POSITIVE_INFINITY
  // The barrier itself shares its journal event with whatever came in the same piece of TCP data before it.
  const stop = barrier === undefined ? connection.received.length : connection.received.indexOf(barrier)
  // An anchor that was received shares its journal event with what came in the same piece behind it.
  const start = connection.received.indexOf(from as Seen)
  const behind = (s: Seen, i: number) => (start < 0 ? s.n > from.n : i > start)
  const received = connection.received.filter((s, i) => behind(s, i) && s.n <= last && i < stop)
  return { connection, from, ...(closed === undefined ? {} : { closed }), received }
}

function barrierBehind(
  history: History,
  connection: Connection,
  id: string,
  after: number,
): Seen | undefined {
  const asked =
    connection.sent.find(({ element }) => element.name === 'iq' && element.attrs.id === id) ??
    sentMark(history, id)?.seen
  return asked !== undefined && asked.n < after ? undefined : barrierAt(connection, id)
}

function endOf({ closeReceived, ended, malformed }: Connection): number | undefined {
  if (closeReceived !== undefined) return closeReceived
  return ended?.by === 'subject' && malformed === undefined ? ended.n : undefined
}
