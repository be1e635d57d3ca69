import type { History, Seen } from '../history.js'
import { markOf } from '../pattern.js'
import { type Account, accountsOf } from './account.js'
import { disturbancesIn, overAt } from './disturbance.js'
import { grouped } from './grouped.js'
import { messagesIn } from './messages.js'
import type { Directed, Message, Notice, Session } from './model.js'
import { boundOf, type InvariantOptions } from './options.js'
import { firstWhere, sessionsIn } from './sessions.js'
import { isState } from './stanza.js'
import { type Ties, tiesIn } from './ties.js'
import { goneProof, noteBarriers, noteGone, noteWrites, proofOf } from './writes.js'

/** What one history says happened, as operations (design, “Histories”): everything that the invariants look at. */
export interface Operations {
  history: History
  options: InvariantOptions
  slack: number
  sessions: Session[]
  /** Sessions by full JID, in the order of their binding. */
  epochs: Map<string, Session[]>
  accounts: Map<string, Account>
  messages: Message[]
  byMark: Map<string, Message>
  /** Marked messages that were received, and that nobody sent. */
  unsent: { session: Session; seen: Seen }[]
  /** Marked requests (IQ) for a full JID, by their mark. */
  byRequest: Map<string, { to: string; n: number; session: Session }>
  directed: Directed[]
  directedFrom: Map<Session, Directed[]>
  /** Directed presence by its mark. */
  directedBy: Map<string, Directed>
  /** What each session read about other full JIDs. */
  notices: Map<Session, Notice[]>
  /** Which accounts may see each other's presence. */
  ties: Ties
}

/** Builds the operations of `history` from its bytes. */
export function operationsIn(history: History, asked: InvariantOptions): Operations {
  const options = { ...asked, disturbed: [...(asked.disturbed ?? []), ...disturbancesIn(history)] }
  const sessions = sessionsIn(history)
  const epochs = grouped(sessions, ({ jid }) => jid)
  const notices = new Map(sessions.map((session) => [session, noticesOf(session)]))
  for (const session of sessions) {
    noteBarriers(session)
    noteWrites(session, reflectionsOf(session, notices.get(session) ?? []))
  }
  const directed = sessions.flatMap(directedOf)
  const directedBy = new Map(directed.flatMap((d) => (d.mark === undefined ? [] : [[d.mark, d]])))
  const tellers = noticesByOrigin(notices)
  const directedFrom = grouped(directed, (d) => d.session)
  for (const session of sessions) {
    const all = epochs.get(session.jid) ?? []
    const successor = all[all.indexOf(session) + 1]
    const told = toldOf(session, successor, tellers, directedFrom.get(session) ?? [])
    noteGone(session, goneProof(session, successor, told, history, endOver(session, history, options)))
  }
  const { all: byMark, unsent } = messagesIn(sessions, history.connections)
  const messages = [...byMark.values()].sort((a, b) => a.inv.n - b.inv.n || a.position - b.position)
  for (const [session, read] of notices)
    for (const { mark, seen } of read) {
      const found = directedBy.get(mark ?? '')
      if (found !== undefined && found.session !== session && found.prf === undefined) found.prf = seen
    }
  return {
    history,
    options,
    slack: options.slack ?? 0,
    sessions,
    epochs,
    accounts: accountsOf(sessions, messages, options.slack ?? 0),
    messages,
    byMark,
    unsent,
    byRequest: new Map(sessions.flatMap(requestsOf)),
    directed,
    directedFrom,
    directedBy,
    notices,
    ties: tiesIn(history),
  }
}

/** When `ms` have passed since `from` in which nothing disturbed the subject, or the streams of `session`, ms. */
export function over(
  { disturbed = [] }: InvariantOptions,
  session: Session,
  from: number,
  ms: number,
): number {
  return overAt(disturbed, from, ms, (id) => session.streams.some(({ connection }) => connection.id === id))
}

/** By when the end of `session` must have been noticed, ms of the journal; `undefined` where nothing bounds it. */
export function endOver(
  session: Session,
  { bounds }: History,
  options: InvariantOptions,
): number | undefined {
  const { end } = session
  const bound = end && boundOf(end.how, bounds, options)
  return end && bound && over(options, session, end.t, bound)
}

function noticesOf({ received }: Session): Notice[] {
  return received.flatMap((seen, position): Notice[] => {
    const { element } = seen
    const { from = '', type } = element.attrs
    if (!isState(element) || !from.includes('/')) return []
    const is = type === undefined ? ('available' as const) : ('unavailable' as const)
    return [{ seen, position, from, is, mark: markOf(element) }]
  })
}

function reflectionsOf({ jid }: Session, notices: readonly Notice[]): Map<string, Seen> {
  const found = new Map<string, Seen>()
  for (const { from, mark, seen } of notices)
    if (from === jid && mark !== undefined && !found.has(mark)) found.set(mark, seen)
  return found
}

function directedOf(session: Session): Directed[] {
  return session.sent.flatMap((sent, position): Directed[] => {
    const { element } = sent
    const { to, type } = element.attrs
    if (!isState(element) || to === undefined) return []
    const prf = proofOf(session, position)
    const is = type === undefined ? ('on' as const) : ('off' as const)
    return [{ session, sent, mark: markOf(element), position, to, is, ...(prf === undefined ? {} : { prf }) }]
  })
}

function requestsOf(session: Session): [string, { to: string; n: number; session: Session }][] {
  return session.sent.flatMap(({ element, n }) => {
    const { to, type } = element.attrs
    if (element.name !== 'iq' || !to?.includes('/') || (type !== 'get' && type !== 'set')) return []
    const mark = markOf(element)
    return mark === undefined
      ? []
      : [[mark, { to, n, session }] as [string, { to: string; n: number; session: Session }]]
  })
}

interface Told {
  notice: Notice
  by: Session
}

/** What was read about each full JID, in the order read. */
function noticesByOrigin(notices: Operations['notices']): Map<string, Told[]> {
  const told: Told[] = []
  for (const [by, read] of notices)
    for (const notice of read) if (notice.from !== by.jid) told.push({ notice, by })
  told.sort((a, b) => a.notice.seen.n - b.notice.seen.n)
  return grouped(told, ({ notice }) => notice.from)
}

/**
 * The first unavailable presence that can only be about the end of `session`: its reader had read of this session
 * before, and the session itself had sent nothing of the kind.
 */
function toldOf(
  session: Session,
  successor: Session | undefined,
  tellers: Map<string, Told[]>,
  own: readonly Directed[],
): Seen | undefined {
  const { end, jid, writes, bound } = session
  if (end === undefined || writes.some(({ sent }) => sent?.element.attrs.type === 'unavailable'))
    return undefined
  const told = tellers.get(jid) ?? []
  if (told.length === 0 || own.some(({ is }) => is === 'off')) return undefined
  const marks = new Set([...writes, ...own].flatMap(({ mark }) => mark ?? []))
  const readers = new Set<Session>()
  // A successor proves the end, too: what is told later is of no use.
  const until = successor?.bound.n ?? Infinity
  for (let i = firstWhere(told, ({ notice }) => notice.seen.n > bound.n); i < told.length; i++) {
    const { notice, by } = told[i] as Told
    const { is, mark, seen } = notice
    if (seen.n > until) return undefined
    if (mark !== undefined && marks.has(mark)) readers.add(by)
    else if (is === 'unavailable' && seen.n > end.n && readers.has(by)) return seen
  }
  return undefined
}
