import { Cases, type Invariant } from './finding.js'
import { grouped } from './grouped.js'
import { later } from './instant.js'
import type { Notice, Session } from './model.js'
import type { Operations } from './operations.js'
import { healthyAfter, possible } from './possible.js'
import { checkOrder } from './reflections.js'
import { sightsIn } from './sight.js'

/**
 * INV-PR-c. Sound: the subscription was approved, and the subscriber surely available, before the presence was sent
 * and until it read what came behind the bound. A subscriber that becomes available is told what is, so may be told twice.
 */
export const subscribers: Invariant = {
  says: 'An available subscriber reads every broadcast presence of its contact once and in order.',
  check(operations) {
    const cases = new Cases()
    const { sessions, ties } = operations
    const byAccount = grouped(sessions, ({ bare }) => bare)
    for (const contacts of byAccount.values())
      for (const observer of sessions) {
        const contact = contacts[0]?.bare ?? ''
        const since = contact === observer.bare ? undefined : ties.subscribed(observer.bare, contact)
        if (since === undefined) continue
        for (const session of contacts)
          if (session.end === undefined || session.end.n > observer.bound.n)
            check(operations, observer, session, since, cases)
      }
    return cases.findings
  },
}

function check(
  operations: Operations,
  observer: Session,
  session: Session,
  since: number,
  cases: Cases,
): void {
  const { history, slack } = operations
  const sight = sightsIn(operations).of(observer, session.jid)
  const read = grouped(sight?.notices ?? [], ({ mark }) => mark)
  const met = new Set<string>()
  for (const { mark, inv, proof, sent, state } of session.writes) {
    if (sent === undefined || mark === undefined || met.has(mark) || state.status !== 'available') continue
    met.add(mark)
    if (proof === undefined || inv.n < since) continue
    const answer = healthyAfter(observer, later(proof, slack), later(inv, history.bounds.route))
    if (answer === undefined || observer.streams.length > 1 || !isAvailable(observer, inv, answer, slack))
      continue
    const copies = read.get(mark) ?? []
    if (copies.length === 1) cases.holds(copies[0]?.seen.n)
    else cases.breaks(violation(observer, session, { mark, n: inv.n, answer: answer.n }, copies))
  }
  if (sight !== undefined) checkOrder(sight.notices, session, observer, cases)
}

/** Surely available from before `from` until `until`. */
const isAvailable = (
  session: Session,
  from: { n: number; t: number },
  until: { n: number; t: number },
  slack: number,
) => {
  const around = possible(session, from, until, slack)
  const states = session.writes.slice(Math.max(around.from, 0), around.to + 1)
  // Behind the answer nothing is known of the session; what it was when it asked counts.
  return (
    around.from >= 0 &&
    states.every(
      ({ state, inv }) => state.status === 'available' || (state.status !== 'connected' && inv.n >= until.n),
    )
  )
}

function violation(
  observer: Session,
  session: Session,
  { mark, n, answer }: { mark: string; n: number; answer: number },
  copies: readonly Notice[],
) {
  const missing = copies.length === 0
  return {
    deviation: missing
      ? 'a subscriber missed a broadcast presence'
      : 'a subscriber read a broadcast presence more than once',
    tells: `${observer.id}, subscribed and available, ${missing ? 'had not read' : `read ${copies.length} times`} the presence ${mark} of ${session.id} (event ${n}) by event ${answer}.`,
    evidence: [n, answer, ...copies.map(({ seen }) => seen.n)],
  }
}
