import { Cases, type Invariant, type Violation } from './finding.js'
import { later } from './instant.js'
import type { Instant, Message } from './model.js'
import { dueIn } from './must-deliver.js'
import type { Operations } from './operations.js'
import { healthyAfter, possible } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { capital, tellMessage } from './tell.js'

/**
 * INV-RT-d. Sound: two fates are seen as such, and none is blamed only where every session that can have been chosen,
 * and the sender, read what came behind the bound; messages that a broken session may have held are left out.
 */
export const oneFate: Invariant = {
  says: 'A message for the bare JID has one fate: it is delivered, returned as one error, or stored.',
  check(operations) {
    const cases = new Cases()
    const due = new Set([...dueIn(operations)].map(({ routed }) => routed.message))
    for (const routed of routedIn(operations)) {
      const { message, isZombies } = routed
      if (isZombies) continue
      const wrong = severalFates(message) ?? (due.has(message) ? undefined : noFate(operations, routed))
      if (wrong !== undefined) cases.breaks(wrong)
      else if (message.copies.length + message.errors.length > 0) cases.holds(message.inv.n)
    }
    return cases.findings
  },
}

function severalFates(message: Message): Violation | undefined {
  const { copies, errors, inv } = message
  const stored = copies.filter(({ delayed }) => delayed)
  const live = copies.length - stored.length
  const evidence = [inv.n, ...copies.map(({ seen }) => seen.n), ...errors.map(({ n }) => n)]
  const wrong = (deviation: string): Violation => ({
    deviation,
    tells: `${capital(tellMessage(message))} was ${deviation}.`,
    evidence,
  })
  if (errors.length > 1) return wrong('returned as an error more than once')
  if (errors.length > 0 && live > 0) return wrong('delivered and returned as an error')
  if (errors.length > 0 && stored.length > 0) return wrong('stored and returned as an error')
  if (stored.length > 0 && live > 0) return wrong('delivered and stored')
  return undefined
}

/** Nobody was eligible at any time, nothing was returned, and who came later found nothing. */
function noFate(operations: Operations, { message, account }: Routed): Violation | undefined {
  const { slack, history } = operations
  const { inv, settled, copies, errors, sender, kind } = message
  if (settled === undefined || copies.length + errors.length > 0 || kind === 'headline') return undefined
  const over = [later(settled, slack), later(inv, history.bounds.route)]
  const answered = healthyAfter(sender, ...over)
  const states = account.around(inv, settled).map((s) => possible(s, inv, later(settled, slack), slack))
  if (answered === undefined || states.some(({ high }) => high >= 0)) return undefined
  // AMB-2: whoever was connected only may have been sent it.
  if (
    states.some(
      (p) => p.session.writes[p.to]?.state.status === 'connected' && !healthyAfter(p.session, ...over),
    )
  )
    return undefined
  const found = laterCaller(operations, account.sessions, settled)
  if (found === undefined) return undefined
  // Who became available before may have been given it, and ended.
  const called = [later(found.since, slack), later(found.since, history.bounds.route)]
  const collectors = account
    .around(inv, found.since)
    .filter((s) => possible(s, inv, found.since, slack).high >= 0)
  if (collectors.some((s) => healthyAfter(s, ...called) === undefined)) return undefined
  return {
    deviation: 'lost: neither delivered nor returned nor stored',
    tells: `${capital(tellMessage(message))} was lost: nobody could receive it, no error came by event ${answered.n}, and ${found.id}, available since event ${found.since.n}, had not found it stored by event ${found.read.n}.`,
    evidence: [inv.n, settled.n, answered.n, found.since.n, found.read.n],
  }
}

/**
 * The first session whose initial presence behind `settled` made it eligible, and that read what was stored. A server
 * that keeps what it stored from a priority that only rises above -1 has not lost it (XEP-0160 section 2).
 */
function laterCaller(
  { slack, history }: Operations,
  sessions: Routed['account']['sessions'],
  settled: Instant,
): { id: string; since: Instant; read: Instant } | undefined {
  for (const session of sessions)
    for (const [i, { state, inv, proof }] of session.writes.entries()) {
      const isInitial = session.writes[i - 1]?.state.status === 'connected'
      if (!isInitial || state.low < 0 || inv.n < settled.n || proof === undefined) continue
      const read = healthyAfter(session, later(proof, slack), later(proof, history.bounds.route))
      if (read !== undefined) return { id: session.id, since: proof, read }
    }
  return undefined
}
