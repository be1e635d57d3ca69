import { Cases, type Invariant } from './finding.js'
import { later } from './instant.js'
import type { Notice, Session } from './model.js'
import type { Operations } from './operations.js'
import { healthyAfter } from './possible.js'
import { sightsIn } from './sight.js'

/**
 * INV-PR-a. Sound: a missing reflection counts only when a request far behind the presence was answered, and a second
 * one only on a stream that never broke. The order is that of the first copies. Unavailable presence need not come back.
 */
export const reflections: Invariant = {
  says: 'Each broadcast presence comes back to its sender once and in order, and siblings read them in order.',
  check(operations) {
    const cases = new Cases()
    for (const session of operations.sessions) {
      checkOwn(operations, session, cases)
      checkSiblings(operations, session, cases)
    }
    return cases.findings
  },
}

function checkOwn({ notices, history }: Operations, session: Session, cases: Cases): void {
  const own = (notices.get(session) ?? []).filter(({ from }) => from === session.jid)
  const counts = new Map<string, number>()
  for (const { mark = '' } of own) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  const seen = new Set<string>()
  for (const { mark, inv, sent, state, position } of session.writes) {
    if (sent === undefined || mark === undefined || state.status !== 'available' || seen.has(mark)) continue
    seen.add(mark)
    const count = counts.get(mark) ?? 0
    const answer = healthyAfter(session, later(inv, history.bounds.route))
    const isOnce = session.streams.length === 1 && session.sent[position] === sent
    if (count > 1 && isOnce)
      cases.breaks({
        deviation: 'a presence was reflected more than once',
        tells: `The presence ${mark} of ${session.id} (event ${inv.n}) came back ${count} times.`,
        evidence: [inv.n, ...own.filter((o) => o.mark === mark).map((o) => o.seen.n)],
      })
    else if (count === 0 && answer !== undefined)
      cases.breaks({
        deviation: 'a presence was not reflected',
        tells: `The presence ${mark} of ${session.id} (event ${inv.n}) had not come back by event ${answer.n}, the answer to a request sent long behind it.`,
        evidence: [inv.n, answer.n],
      })
    else if (count > 0) cases.holds(inv.n)
  }
  checkOrder(own, session, session, cases)
}

function checkSiblings(operations: Operations, session: Session, cases: Cases): void {
  for (const sibling of operations.accounts.get(session.bare)?.sessions ?? []) {
    const sight = sibling === session ? undefined : sightsIn(operations).of(sibling, session.jid)
    if (sight !== undefined) checkOrder(sight.notices, session, sibling, cases)
  }
}

/** Holds the first copies that `reader` read of the presence of `session` against the order in which it was sent. */
export function checkOrder(read: readonly Notice[], session: Session, reader: Session, cases: Cases): void {
  const positions = new Map<string, number>()
  for (const { mark, position } of session.writes)
    if (mark !== undefined && !positions.has(mark)) positions.set(mark, position)
  const met = new Set<string>()
  let highest: { position: number; notice: Notice } | undefined
  for (const notice of read) {
    const position = positions.get(notice.mark ?? '')
    if (position === undefined || met.has(notice.mark ?? '')) continue
    met.add(notice.mark ?? '')
    if (highest !== undefined && position < highest.position)
      cases.breaks({
        deviation: 'presence of one session was read in another order than sent',
        tells: `${reader.id} read the presence ${highest.notice.mark} of ${session.id} (event ${highest.notice.seen.n}) before ${notice.mark} (event ${notice.seen.n}), which was sent first.`,
        evidence: [highest.notice.seen.n, notice.seen.n],
      })
    else {
      if (highest !== undefined) cases.holds(notice.seen.n)
      highest = { position, notice }
    }
  }
}
