import type { NoticedEnd, SessionEnd } from '../core/behaviour.js'
import { NS } from '../wire/ns.js'
import type { Connection, History, Seen } from './history.js'
import { bare } from './pattern.js'
import { serverEnds } from './server-ends.js'

/** Something a session did that can make others receive unavailable presence from its full JID. */
interface Cause {
  connection: Connection
  n: number
  t: number
  /** How it ends the session; `undefined` for what ends nothing: directed unavailable presence, the end of a silence. */
  end?: SessionEnd
  /** Who directed unavailable presence is for. */
  to?: string
}

/**
 * Every end of a session that the harness caused and an observer was told of. Sound: a time is taken only where
 * one end alone can be what the unavailable presence is about; an observer that wrote presence meanwhile may have
 * been answered instead of told, and is left out. So is the break of a session that can be resumed: when others are told
 * of it says how long it was kept, not when it was noticed. The end of the server itself is noticed by its clients' streams.
 */
export function noticedEnds(history: History): NoticedEnd[] {
  const sessions = history.connections.filter(({ by, jid }) => by === 'harness' && jid !== undefined)
  const told = sessions.flatMap((observer) =>
    [...new Set(sessions.map(({ jid }) => jid ?? ''))]
      .filter((jid) => jid !== observer.jid)
      .flatMap((jid) => toldOf(history, sessions, observer, jid)),
  )
  return [...told, ...serverEnds(history)]
}

function toldOf(history: History, sessions: Connection[], observer: Connection, jid: string): NoticedEnd[] {
  const causes = sessions
    .filter((c) => c.jid === jid)
    .flatMap((c) => causesOn(history, c))
    .filter(({ n, to }) => n > (observer.boundAt ?? 0) && isFor(observer, to))
    .sort((a, b) => a.n - b.n)
  const told = observer.received.filter((s) => isUnavailable(s) && s.element.attrs.from === jid)
  return causes.flatMap((cause, index) => {
    const next = causes[index + 1]?.n ?? Number.POSITIVE_INFINITY
    const inside = told.filter(({ n }) => n > cause.n && n < next)
    const [first] = inside
    const before = causes[index - 1]
    const pending = before !== undefined && !isSettled(before, cause)
    if (first === undefined || cause.end === undefined || pending || isKept(cause)) return []
    const wrote = observer.sent.some(
      (s) => s.element.name === 'presence' && s.n > cause.n && s.n < first.n && concerns(s, jid),
    )
    if (wrote) return []
    return [
      {
        end: cause.end,
        ended: { conn: cause.connection.id, n: cause.n, t: cause.t },
        told: { conn: observer.id, n: first.n, t: first.t },
        ms: Math.round((first.t - cause.t) * 1000) / 1000,
        copies: inside.length,
      },
    ]
  })
}

function causesOn(history: History, connection: Connection): Cause[] {
  const causes: Cause[] = connection.sent.filter(isUnavailable).map(({ n, t, element: { attrs } }) => ({
    connection,
    n,
    t,
    ...(attrs.to === undefined ? { end: 'unavailable' as const } : { to: attrs.to }),
  }))
  const last = finalEnd(history, connection)
  const before = [...causes, ...silences(history, connection)].filter(
    ({ n }) => n < (last?.n ?? Number.POSITIVE_INFINITY),
  )
  return last === undefined ? before : [...before, last]
}

/** A silence ends the session only if the server notices it; what is told after it may have its end as its cause. */
function silences(history: History, connection: Connection): Cause[] {
  return history.events.flatMap((event) => {
    const { n, t, kind } = event
    if ((kind !== 'silent' && kind !== 'awake') || event.conn !== connection.id) return []
    return [{ connection, n, t, ...(kind === 'silent' ? { end: event.because ?? 'silence' } : {}) }]
  })
}

/** What ended the connection: the first of the order to end it, the closing tag, FIN and RST. */
function finalEnd(history: History, connection: Connection): Cause | undefined {
  const { jid, sent, closeSent, closeReceived = Number.POSITIVE_INFINITY, ended } = connection
  const isError = ({ element: { ns, name } }: Seen) => ns === NS.stream && name === 'error'
  for (const { n, t, ...event } of history.events) {
    const at = { connection, n, t }
    if (event.kind === 'ordered' && event.verb === 'kill-session' && jidIn(event.order) === jid)
      return { ...at, end: 'kick' }
    if (n === closeSent) return { ...at, end: sent.some(isError) ? 'stream-error' : 'close' }
    if (n === ended?.n)
      return ended.by === 'harness' && n < closeReceived && (ended.how === 'fin' || ended.how === 'reset')
        ? { ...at, end: ended.how }
        : undefined
  }
  return undefined
}

const BREAKS: readonly (SessionEnd | undefined)[] = ['fin', 'reset', 'silence', 'black-hole']

/** Whether the session outlives what became of its link (XEP-0198 5). */
const isKept = ({ connection, end }: Cause): boolean =>
  BREAKS.includes(end) &&
  connection.received.some(
    ({ element: { name, ns, attrs } }) =>
      name === 'enabled' && ns === NS.sm && (attrs.resume === 'true' || attrs.resume === '1'),
  )

const jidIn = (order: unknown): unknown =>
  typeof order === 'object' && order !== null && 'jid' in order ? order.jid : undefined

/** Whether the earlier cause had been processed when the later came: an IQ between them was answered (RFC 6120 10.1). */
function isSettled(earlier: Cause, later: Cause): boolean {
  const { connection } = earlier
  if (connection !== later.connection) return true
  const asked = connection.sent.filter(
    ({ n, element }) => n > earlier.n && n < later.n && element.name === 'iq',
  )
  return connection.received.some(
    ({ n, element: { name, attrs } }) =>
      name === 'iq' &&
      n < later.n &&
      (attrs.type === 'result' || attrs.type === 'error') &&
      asked.some((s) => s.element.attrs.id === attrs.id),
  )
}

const isUnavailable = ({ element: { name, attrs } }: Seen) =>
  name === 'presence' && attrs.type === 'unavailable'

const isFor = ({ jid = '' }: Connection, to: string | undefined) =>
  to === undefined || to === jid || to === bare(jid)

/** Presence that a server may answer with the state of `jid`: a broadcast, a probe or a subscription. */
const concerns = ({ element: { attrs } }: Seen, jid: string) =>
  attrs.to === undefined || bare(attrs.to) === bare(jid)
