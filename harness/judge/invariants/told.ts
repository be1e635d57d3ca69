import { splitIn } from './disturbance.js'
import { type Ending, isFor } from './endings.js'
import { Cases, type Invariant } from './finding.js'
import type { Directed, Instant, Notice, Session } from './model.js'
import type { Operations } from './operations.js'
import { healthyAfter } from './possible.js'
import { lastSignOf, sightsIn, unavailableAfter, unavailableBeside } from './sight.js'

/**
 * INV-DP-a. Sound: it demands notice only for who read the directed presence, said nothing of the kind itself that
 * could have ended the relation, and read what came behind the bound of the end. Nodes that were cut off from each
 * other may have ended the relation then.
 */
export const told: Invariant = {
  says: 'Whoever was sent directed presence by a session is told when the session ends or becomes unavailable.',
  check(operations) {
    const cases = new Cases()
    const { endings, readers } = sightsIn(operations)
    for (const all of endings.values())
      for (const ending of all)
        for (const target of ending.targets)
          for (const { observer, notice } of readers.get(target.mark ?? '') ?? [])
            if (observer !== ending.session && isFor(target.to, observer))
              note(operations, ending, target, observer, notice, cases)
    return cases.findings
  },
}

function note(
  operations: Operations,
  { session, how, inv, due }: Ending,
  target: Directed,
  observer: Session,
  read: Notice,
  cases: Cases,
): void {
  if (due === undefined || observer.bare === session.bare) return
  const answer = healthyAfter(observer, due)
  if (answer === undefined || hasLeft(operations, observer, session, read.seen.n)) return
  if (splitIn(operations.options.disturbed ?? [], target.sent.t, due.t) !== undefined) return
  // The server may have ended the session before the session itself learnt of it, or said anything.
  const gone = Math.min(inv.n, lastSignOf(session).n)
  const sight = sightsIn(operations).of(observer, session.jid)
  const notice =
    unavailableBeside(sight, read, gone) ??
    unavailableAfter(sight, Math.max(gone, Math.min(inv.n, read.seen.n)))
  if (notice !== undefined && notice.seen.n < answer.n) cases.holds(notice.seen.n)
  else
    cases.breaks({
      deviation: `no unavailable reached the target of directed presence (end: ${how})`,
      tells: `${session.id} sent directed presence to ${target.to} (event ${target.sent.n}), which ${observer.id} read (event ${read.seen.n}), and ended by ${how} (event ${inv.n}). ${observer.id} was not told by event ${answer.n}, behind the bound.`,
      evidence: [target.sent.n, read.seen.n, inv.n, notice?.seen.n, answer.n],
    })
}

/**
 * Who becomes unavailable itself, for all or for the sender, is no target any more (RFC 6121 4.6.1): whether that can
 * have been so at any time behind event `since`.
 */
export function hasLeft(
  { directedFrom }: Operations,
  observer: Session,
  of: Session,
  since: number,
): boolean {
  // The event that brings the proof may have brought something to read before it.
  const isBehind = ({ n }: Instant, proof: Instant | undefined) =>
    n > since || (proof?.n ?? Infinity) >= since
  const offs = observer.writes.filter(({ sent, state }) => sent !== undefined && state.status === 'connected')
  if (offs.some(({ inv, proof }) => isBehind(inv, proof))) return true
  const own = directedFrom.get(observer) ?? []
  return own.some(({ is, to, sent, prf }) => is === 'off' && isFor(to, of) && isBehind(sent, prf))
}
