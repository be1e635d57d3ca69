import type { JournalEvent } from '../../journal/event.js'
import { NS } from '../../wire/ns.js'
import type { Connection, History, Seen } from '../history.js'
import { bare } from '../pattern.js'
import type { EndHow, Instant, Session, Stream } from './model.js'

/** The sessions of clients and instances that the harness played, in the order of their binding. */
export function sessionsIn(history: History): Session[] {
  const sessions: Session[] = []
  const kept = new Map<string, Session>()
  for (const connection of history.connections) {
    if (connection.by !== 'harness') continue
    const resumed = connection.received.find(({ element }) => isManagement(element, 'resumed'))
    const former = resumed && kept.get(resumed.element.attrs.previd ?? '')
    if (former !== undefined) former.streams.push(streamOf(connection, resumed as Seen))
    const session = former ?? boundOn(connection)
    if (session === undefined) continue
    if (former === undefined) sessions.push(session)
    const enabled = connection.received.find(({ element }) => isManagement(element, 'enabled'))
    if (enabled === undefined || !['true', '1'].includes(enabled.element.attrs.resume ?? '')) continue
    session.resumable = true
    kept.set(enabled.element.attrs.id ?? '', session)
  }
  for (const session of sessions) join(session)
  for (const session of sessions) noteEnd(session, history)
  return sessions
}

const isManagement = ({ ns, name }: Seen['element'], wanted: string) => ns === NS.sm && name === wanted

const streamOf = (connection: Connection, from: Instant): Stream => ({
  connection,
  from,
  alive: from,
  sentFrom: 0,
  receivedFrom: 0,
})

function boundOn(connection: Connection): Session | undefined {
  const { id, jid, boundAt, sent, received } = connection
  if (jid === undefined) return undefined
  const bound = received.find(({ n, element }) => n === boundAt && element.name === 'iq')
  if (bound === undefined) return undefined
  const asked = sent.find(
    ({ element }) => element.name === 'iq' && element.attrs.id === bound.element.attrs.id,
  )
  return {
    id,
    jid,
    bare: bare(jid),
    asked: asked ?? bound,
    bound,
    streams: [streamOf(connection, bound)],
    sent: [],
    received: [],
    barriers: [],
    writes: [],
    resumable: false,
  }
}

function join(session: Session): void {
  const { streams } = session
  const [only] = streams
  if (streams.length === 1 && only !== undefined) {
    session.sent = only.connection.sent
    session.received = only.connection.received
    return
  }
  for (const stream of streams) {
    stream.sentFrom = session.sent.length
    stream.receivedFrom = session.received.length
    session.sent = [...session.sent, ...stream.connection.sent]
    session.received = [...session.received, ...stream.connection.received]
  }
}

/** The first thing on the last stream after which the server need not serve the session any more. */
function noteEnd(session: Session, history: History): void {
  const connection = session.streams.at(-1)?.connection
  if (connection === undefined) return
  const { closeSent, closeReceived, streamError, ended, silent, awake = 0 } = connection
  const cut: EndHow = ended?.by === 'subject' ? 'server' : ended?.how === 'fin' ? 'fin' : 'reset'
  const all: [number | undefined, EndHow][] = [
    [closeSent, 'close'],
    [closeReceived, 'server'],
    [streamError?.n, 'server'],
    [ended?.n, session.resumable ? 'break' : cut],
    [silent !== undefined && awake < silent ? silent : undefined, 'silence'],
    [kickOf(session, history), 'kick'],
  ]
  const [n, how] = all.reduce((a, b) => ((b[0] ?? Infinity) < (a[0] ?? Infinity) ? b : a))
  const event = n === undefined ? undefined : eventAt(history.events, n)
  if (event !== undefined) session.end = { n: event.n, t: event.t, how }
}

const ordered = new WeakMap<JournalEvent[], JournalEvent[]>()

function kickOf({ jid, bound, streams }: Session, { events }: History): number | undefined {
  const kicks = ordered.get(events) ?? events.filter((e) => e.kind === 'ordered' && e.verb === 'kill-session')
  ordered.set(events, kicks)
  const end = streams.at(-1)?.connection.ended?.n ?? Infinity
  return kicks.find((e) => e.n > bound.n && e.n < end && 'order' in e && jidIn(e.order) === jid)?.n
}

const jidIn = (order: unknown): unknown =>
  typeof order === 'object' && order !== null && 'jid' in order ? order.jid : undefined

/** The event numbered `n`; events are in order, but other scopes may lie between. */
export function eventAt(events: JournalEvent[], n: number): JournalEvent | undefined {
  const found = events[firstWhere(events, (e) => e.n >= n)]
  return found?.n === n ? found : undefined
}

/** The index of the first of `items` for which `is` holds, which it does from there on; their number if it never does. */
export function firstWhere<T>(items: readonly T[], is: (item: T) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (is(items[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}
