import { Cases, type Invariant, type Violation } from './finding.js'
import { isBehind, last, later } from './instant.js'
import type { Instant, Session } from './model.js'
import type { Operations } from './operations.js'
import { isByPriority } from './policy.js'
import { healthyAfter, possible } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { learnt } from './stability.js'
import { capital, tellMessage, tellSessions } from './tell.js'

/** What a message had to find, and whether it did. */
export interface Due {
  routed: Routed
  /** Sessions that were eligible whatever took effect when, and that read all that had come by `read`. */
  eligible: Session[]
  read: Instant
}

/**
 * The messages for which somebody eligible was certain, and every session that can have been chosen was still read
 * from afterwards: nothing can have been lost in the end of a stream.
 */
export function* dueIn(operations: Operations): Generator<Due> {
  const { slack, history } = operations
  const { policies } = learnt(operations)
  for (const routed of routedIn(operations)) {
    const { message, account, isZombies } = routed
    const { settled, inv } = message
    if (settled === undefined || isZombies || message.kind === 'headline') continue
    const until = later(settled, slack)
    const states = account.around(inv, settled).map((s) => possible(s, inv, until, slack))
    const certain = states.filter(({ low }) => low >= 0)
    const floor = Math.max(...certain.map(({ low }) => low))
    if (certain.length === 0) continue
    const bar = isByPriority(policies) ? floor : 0
    const chosen = states.filter(({ high }) => high >= bar)
    const reads = chosen.map(({ session }) => healthyAfter(session, until, later(inv, history.bounds.route)))
    if (reads.some((read) => read === undefined)) continue
    const read = reads.reduce((a, b) => last(a as Instant, b as Instant)) as Instant
    yield { routed, eligible: certain.map(({ session }) => session), read }
  }
}

/**
 * INV-RT-c. Sound: it demands a delivery only where some resource was eligible in every order of events, the message
 * was proven to be processed, and all who can have been chosen read everything that came behind the bound.
 */
export const mustDeliver: Invariant = {
  says: 'A message for the bare JID reaches a resource in time where one was available with a priority of 0 or above all the while.',
  check(operations) {
    const cases = new Cases()
    for (const due of dueIn(operations)) {
      const wrong = problem(due)
      if (wrong === undefined) cases.holds(due.routed.message.inv.n)
      else cases.breaks(wrong)
    }
    return cases.findings
  },
}

function problem({ routed: { message }, eligible, read }: Due): Violation | undefined {
  const { copies, errors, inv, settled } = message
  const eligibility = `${tellSessions(eligible)} could receive from before it was sent until it was processed (event ${settled?.n})`
  const live = copies.filter(({ delayed }) => !delayed)
  const evidence = [
    inv.n,
    settled?.n,
    read.n,
    ...copies.map(({ seen }) => seen.n),
    ...errors.map(({ n }) => n),
  ]
  const wrong = (deviation: string, but: string): Violation => ({
    deviation,
    tells: `${capital(tellMessage(message))} ${but}, although ${eligibility}.`,
    evidence,
  })
  if (errors.length > 0) return wrong('an error although a resource was eligible', 'was returned as an error')
  if (copies.length > live.length) return wrong('stored although a resource was eligible', 'was stored')
  if (live.length === 0)
    return wrong('no delivery although a resource was eligible', `reached nobody by event ${read.n}`)
  if (live.every(({ seen }) => isBehind(seen, read)))
    return wrong(
      'a late delivery although a resource was eligible',
      `reached the first only behind event ${read.n}`,
    )
  return undefined
}
