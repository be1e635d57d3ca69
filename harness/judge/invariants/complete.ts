import { Cases, type Invariant } from './finding.js'
import { later } from './instant.js'
import type { Operations } from './operations.js'
import { policiesOf } from './policy.js'
import { healthyAfter, type Possible } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { learnt } from './stability.js'
import { capital, evidenceOf, tellMessage, tellPossible, tellSessions } from './tell.js'

/**
 * INV-RT-k. Sound: a session is missed only if it belonged to the set in every order of events, and read all that
 * came behind the bound. Headlines go to all on any server (RFC 6121 8.5.2.1.1), other messages by the policy.
 */
export const complete: Invariant = {
  says: 'Where all of a set receive, everyone who surely belongs to it receives.',
  check(operations) {
    const cases = new Cases()
    const { policies } = learnt(operations)
    for (const routed of routedIn(operations)) {
      const { message, isZombies, receivers } = routed
      const [policy, ...others] = policiesOf(message, policies)
      const isOpen = others.length > 0 || policy === undefined || policy === 'one' || policy === 'open'
      const isDecided = receivers.size > 0 || (message.kind === 'headline' && message.settled !== undefined)
      if (isOpen || isZombies || !isDecided || message.copies.some(({ delayed }) => delayed)) continue
      const certain =
        policy === 'all' ? routed.states.filter(({ low }) => low >= 0) : surelyTop(routed.states)
      for (const state of certain) note(operations, routed, state, cases)
    }
    return cases.findings
  },
}

const surelyTop = (states: readonly Possible[]) => {
  const highest = Math.max(...states.map(({ high }) => high))
  return states.filter(({ low }) => low >= 0 && low >= highest)
}

function note(
  { slack, history }: Operations,
  { message, receivers, until }: Routed,
  state: Possible,
  cases: Cases,
) {
  const { inv } = message
  const got = receivers.get(state.session)
  if (got !== undefined) {
    cases.holds(got.seen.n)
    return
  }
  const read = healthyAfter(state.session, later(until, slack), later(inv, history.bounds.route))
  if (read === undefined) return
  cases.breaks({
    deviation: 'one of the set that receives was left out',
    tells: `${capital(tellMessage(message))} reached ${tellSessions(receivers.keys())}, but not ${state.session.id} by event ${read.n}, although ${tellPossible(state)}.`,
    evidence: [inv.n, read.n, ...[...receivers.values()].map(({ seen }) => seen.n), ...evidenceOf(state)],
  })
}
