import { isFor } from './endings.js'
import { Cases, type Findings, type Invariant } from './finding.js'
import type { Directed, Instant, Session } from './model.js'
import type { Operations } from './operations.js'
import { healthyAfter } from './possible.js'
import { isAliveAt, lastSignOf, type Sight, type Sights, sightsIn } from './sight.js'

/** Which rule an unavailable that nothing accounts for breaks. */
type Breach = 'double' | 'retracted' | 'resumed' | 'false'

interface Cause {
  n: number
  /** How many unavailables it can bring the observer. */
  brings: number
}

/** What can have made an observer read unavailable from a JID: retractions, and ends of presence sessions. */
function causesOf(
  { options, history }: Operations,
  { observer, epochs, directed, isTied }: Sight,
  { endings }: Sights,
): Cause[] {
  // What had been processed before the observer was there cannot have reached it.
  const causes: Cause[] = directed
    .filter(({ is, prf }) => is === 'off' && (prf?.n ?? Infinity) > observer.asked.n)
    .map(({ sent }) => ({ n: sent.n, brings: 1 }))
  // A node takes those at the other for gone while it can't reach it.
  for (const { from, splits } of options.disturbed ?? [])
    if (splits) causes.push({ n: history.events.find(({ t }) => t >= from)?.n ?? 0, brings: Infinity })
  for (const session of epochs) {
    const all = endings.get(session) ?? []
    for (const { inv, how, targets } of all) {
      const known = how === 'unavailable' ? targets.map(({ to }) => to) : mayBeOwed(session, directed)
      const owed = known.filter((to) => isFor(to, observer)).length
      // The server may have ended the session before anybody saw it: at any time behind its last sign of life.
      const n = how === 'unavailable' ? inv.n : Math.min(inv.n, lastSignOf(session).n)
      causes.push({ n, brings: isTied ? Infinity : owed })
    }
    if (session.end === undefined) causes.push({ n: lastSignOf(session).n, brings: Infinity })
  }
  return causes
}

/** The addresses to which `session` owed word of its end unless a retraction arrived that nothing proves. */
function mayBeOwed(session: Session, directed: readonly Directed[]): string[] {
  const own = directed.filter((d) => d.session === session)
  const offs = session.writes.filter(({ sent, state }) => sent !== undefined && state.status === 'connected')
  const isProven = (position: number, prf: Instant | undefined, on: Directed) =>
    prf !== undefined && position > on.position
  const isInForce = (on: Directed) =>
    on.is === 'on' &&
    !own.some((d) => d.is === 'off' && d.to === on.to && isProven(d.position, d.prf, on)) &&
    !offs.some((off) => isProven(off.position, off.proof, on))
  return [...new Set(own.filter(isInForce).map(({ to }) => to))]
}

function breachOf(
  { epochs, directed, observer }: Sight,
  n: number,
): { breach: Breach; session: Session } | undefined {
  const session = epochs.findLast(({ asked }) => asked.n < n)
  if (session === undefined) return undefined
  const broke = session.streams.length > 1 && (session.streams[0]?.connection.ended?.n ?? Infinity) < n
  if (isAliveAt(session, n)) return { breach: broke ? 'resumed' : 'false', session }
  const last = directed.findLast(({ sent, to }) => sent.n < n && isFor(to, observer))
  return { breach: last?.is === 'off' ? 'retracted' : 'double', session }
}

const SAYS: Record<Breach, { deviation: string; because: string }> = {
  double: {
    deviation: 'more than one unavailable for one end',
    because: 'its ends and retractions account for fewer',
  },
  retracted: {
    deviation: 'an unavailable after the directed presence had been retracted',
    because: 'its directed presence had been retracted before',
  },
  resumed: {
    deviation: 'an unavailable from a session that was resumed',
    because: 'the session was resumed and went on',
  },
  false: {
    deviation: 'an unavailable from a session that went on',
    because: 'the session went on and had sent nothing of the kind',
  },
}

const known = new WeakMap<Operations, Map<Breach, Cases>>()

function casesIn(operations: Operations): Map<Breach, Cases> {
  const found = known.get(operations) ?? count(operations)
  known.set(operations, found)
  return found
}

function count(operations: Operations): Map<Breach, Cases> {
  const cases = new Map<Breach, Cases>(
    (['double', 'retracted', 'resumed', 'false'] as const).map((breach) => [breach, new Cases()]),
  )
  const sights = sightsIn(operations)
  for (const sight of sights.all) {
    const causes = causesOf(operations, sight, sights)
    let read = 0
    const resumed = sight.observer.streams[1]?.receivedFrom ?? Infinity
    for (const { is, seen, position } of sight.notices) {
      // On a resumed stream it may be one that was read before, sent again.
      if (is !== 'unavailable' || position >= resumed) continue
      read += 1
      const owed = causes.reduce((sum, { n, brings }) => (n < seen.n ? sum + brings : sum), 0)
      if (read <= owed) {
        cases.get('double')?.holds(seen.n)
        continue
      }
      const found = breachOf(sight, seen.n)
      if (found === undefined) continue
      const { deviation, because } = SAYS[found.breach]
      cases.get(found.breach)?.breaks({
        deviation,
        tells: `${sight.observer.id} read unavailable number ${read} from ${sight.jid} (event ${seen.n}), where at most ${owed} were due: ${because} (${found.session.id}).`,
        evidence: [seen.n, ...causes.filter(({ n }) => n < seen.n && Number.isFinite(n)).map(({ n }) => n)],
      })
    }
    noteQuiet(operations, sights, sight, cases)
  }
  return cases
}

/** Counts where an unavailable could have come, and didn't. */
function noteQuiet(_: Operations, { endings }: Sights, sight: Sight, cases: Map<Breach, Cases>): void {
  const { observer, epochs, directed } = sight
  const last = observer.streams.at(-1)?.alive.n ?? 0
  for (const session of epochs) {
    const alive = session.streams.at(-1)?.alive.n ?? 0
    if (alive > observer.bound.n && last > session.bound.n) cases.get('false')?.holds(Math.min(alive, last))
    const [, resumed] = session.streams
    const on = directed.find((d) => d.session === session && d.is === 'on')
    if (resumed !== undefined && on !== undefined && on.sent.n < resumed.from.n && last > resumed.from.n)
      cases.get('resumed')?.holds(resumed.from.n)
    const off = directed.findLast((d) => d.session === session)
    const end = endings.get(session)?.at(-1)
    if (off?.is === 'off' && end?.due !== undefined && healthyAfter(observer, end.due))
      cases.get('retracted')?.holds(off.sent.n)
  }
}

const counted = (says: string, breach: Breach): Invariant => ({
  says,
  check: (operations): Findings => casesIn(operations).get(breach)?.findings ?? { held: 0, violations: [] },
})

/** INV-DP-b. Sound: every retraction and every possible end counts as a cause, and ties between accounts as any number. */
export const exactlyOne = counted(
  'For one end of a session each address it had sent directed presence to is told once.',
  'double',
)

/** INV-DP-c. Sound: as INV-DP-b; it is blamed only where the last directed presence for the observer took back the others. */
export const noneRetracted = counted(
  'Who had directed presence taken back is not told of the end.',
  'retracted',
)

/** INV-DP-d. Sound: the session answered on a resumed stream after the unavailable was read, so it had not expired. */
export const noneResumed = counted('A session that breaks and is resumed causes no unavailable.', 'resumed')

/** INV-DP-e. Sound: the session answered later, and it had sent nothing that accounts for the unavailable. */
export const noneFalse = counted(
  'Nobody reads unavailable from a session that goes on and sent nothing of the kind.',
  'false',
)
