import { type Ending, endingsOf, isFor } from './endings.js'
import { grouped } from './grouped.js'
import type { Directed, Instant, Notice, Session } from './model.js'
import type { Operations } from './operations.js'
import { firstWhere } from './sessions.js'

/** What one session read about one other full JID. */
export interface Sight {
  observer: Session
  jid: string
  /** In the order read. */
  notices: Notice[]
  /** The sessions that had the JID. */
  epochs: readonly Session[]
  /** Directed presence of those sessions for the observer, full or bare, in the order sent. */
  directed: Directed[]
  /** Whether subscriptions or a common account can tell the observer of anything, too. */
  isTied: boolean
}

/** Presence as observers saw it. */
export interface Sights {
  all: Sight[]
  /** What `observer` read about a full JID, if anything. */
  of(observer: Session, jid: string): Sight | undefined
  endings: Map<Session, Ending[]>
  /** Who read the presence with a mark. */
  readers: Map<string, { observer: Session; notice: Notice }[]>
  /** Whose broadcast a mark is. */
  broadcasts: Map<string, Session>
}

const known = new WeakMap<Operations, Sights>()

/** Brings together who sent and who read presence. */
export function sightsIn(operations: Operations): Sights {
  const found = known.get(operations) ?? look(operations)
  known.set(operations, found)
  return found
}

function look(operations: Operations): Sights {
  const { sessions, epochs, notices, ties, directedFrom } = operations
  const directedOf = grouped(operations.directed, ({ session }) => session.jid)
  const all: Sight[] = []
  const found = new Map<Session, Map<string, Sight>>()
  const readers: Sights['readers'] = new Map()
  for (const [observer, read] of notices)
    for (const [jid, about] of grouped(read, ({ from }) => from)) {
      for (const notice of about) {
        if (notice.mark === undefined) continue
        const others = readers.get(notice.mark)
        if (others === undefined) readers.set(notice.mark, [{ observer, notice }])
        else others.push({ observer, notice })
      }
      const own = epochs.get(jid) ?? []
      if (jid === observer.jid || own.length === 0) continue
      const bare = own[0]?.bare ?? ''
      const directed = (directedOf.get(jid) ?? []).filter(({ to }) => isFor(to, observer))
      const isTied = bare === observer.bare || ties.related(bare, observer.bare)
      const sight = { observer, jid, notices: about, epochs: own, directed, isTied }
      all.push(sight)
      found.set(observer, (found.get(observer) ?? new Map()).set(jid, sight))
    }
  return {
    all,
    of: (observer, jid) => found.get(observer)?.get(jid),
    endings: new Map(sessions.map((s) => [s, endingsOf(operations, s, directedFrom.get(s) ?? [])])),
    readers,
    broadcasts: new Map(
      sessions.flatMap((s) =>
        s.writes.flatMap(({ mark }) => (mark === undefined ? [] : [[mark, s] as const])),
      ),
    ),
  }
}

/** Behind this the server may have ended `session` at any time, whatever was sent after it. */
export const lastSignOf = ({ streams, bound }: Session): Instant => streams.at(-1)?.alive ?? bound

/** Whether `session` surely was still served at event `n`: a request sent later on it was answered. */
export const isAliveAt = ({ streams }: Session, n: number): boolean => (streams.at(-1)?.alive.n ?? 0) > n

/** An unavailable of `sight` that came behind `read` in the same event, where that is behind event `n`. */
export function unavailableBeside(sight: Sight | undefined, read: Notice, n: number): Notice | undefined {
  const notices = sight?.notices ?? []
  if (read.seen.n <= n) return undefined
  let isBehind = false
  for (let i = firstWhere(notices, ({ seen }) => seen.n >= read.seen.n); i < notices.length; i++) {
    if (notices[i]?.seen.n !== read.seen.n) return undefined
    if (isBehind && notices[i]?.is === 'unavailable') return notices[i]
    isBehind ||= notices[i] === read
  }
  return undefined
}

/** The first unavailable of `sight` behind event `n`. */
export function unavailableAfter(sight: Sight | undefined, n: number): Notice | undefined {
  const notices = sight?.notices ?? []
  for (let i = firstWhere(notices, ({ seen }) => seen.n > n); i < notices.length; i++)
    if (notices[i]?.is === 'unavailable') return notices[i]
  return undefined
}
