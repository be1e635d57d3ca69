import { Cases, type Invariant } from './finding.js'
import { later } from './instant.js'
import type { Operations } from './operations.js'
import { isByPriority, policiesOf } from './policy.js'
import { healthyAfter, type Possible } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { learnt } from './stability.js'
import { capital, evidenceOf, tellMessage, tellPossible } from './tell.js'

/**
 * INV-RT-i. Sound: what a stream carries is processed in order (RFC 6120 10.1), so the sender's own state is exact;
 * whether it belongs to the receivers is demanded only where no order of the others' changes says otherwise.
 */
export const ownWrites: Invariant = {
  says: 'A message to the own bare JID is routed by the presence that was sent before it on the same stream.',
  check(operations) {
    const cases = new Cases()
    for (const routed of routedIn(operations)) {
      const { message, states, isZombies } = routed
      const own = states.find(({ session }) => session === message.sender)
      if (own === undefined || own.from !== own.to || own.from < 1 || isZombies) continue
      const wrong = problem(operations, routed, own)
      if (wrong === null) continue
      if (wrong === undefined) cases.holds(message.inv.n)
      else
        cases.breaks({
          deviation: wrong,
          tells: `${capital(tellMessage(message))} to its own account followed its presence on the same stream, but ${wrong}: ${tellPossible(own)}.`,
          evidence: [message.inv.n, ...message.copies.map(({ seen }) => seen.n), ...evidenceOf(own)],
        })
    }
    return cases.findings
  },
}

/** What is wrong; `null` where nothing can be said. */
function problem(operations: Operations, routed: Routed, own: Possible): string | undefined | null {
  const { message, states, receivers, until } = routed
  const policies = policiesOf(message, learnt(operations).policies)
  const others = states.filter((p) => p !== own)
  const got = receivers.has(own.session)
  const above = (bound: (p: Possible) => number) => Math.max(...others.map(bound))
  // It can have been stored until a later presence where nobody else was eligible.
  if (own.high < 0 && got && !states.some(({ low }) => low >= 0)) return null
  if (own.high < 0)
    return got ? 'the sender received it although it had made itself unavailable to such messages' : undefined
  if (got)
    return isByPriority(policies) && above(({ low }) => low) > own.high
      ? 'the sender received it although another had a higher priority'
      : undefined
  const rest = above(({ high }) => high)
  const isDue =
    policies.length > 0 &&
    policies.every((p) =>
      p === 'all' ? true : p === 'tied' ? own.low >= rest : p === 'one' ? own.low > rest : false,
    )
  if (!isDue || own.low < 0) return null
  const { slack, history } = operations
  const settled = receivers.size > 0 ? until : message.settled
  if (settled === undefined) return null
  const read = healthyAfter(own.session, later(settled, slack), later(message.inv, history.bounds.route))
  return read === undefined
    ? null
    : 'the sender did not receive it although its presence had made it a receiver'
}
