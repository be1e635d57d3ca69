import { Cases, type Invariant } from './finding.js'
import type { Operations } from './operations.js'
import { isByPriority } from './policy.js'
import { type Routed, routedIn } from './routed.js'
import { sightsIn } from './sight.js'
import { learnt } from './stability.js'
import { priorityRange } from './stanza.js'
import { capital, evidenceOf, tellCopy, tellMessage } from './tell.js'
import { outranked } from './top-set.js'

/**
 * INV-PR-b. Sound: it compares the priorities that different readers were shown for one presence; and it blames a
 * choice of receiver only where the shown priority, and not the sent one, forbids it (RFC 6121 4.7.2.3).
 */
export const shownAlike: Invariant = {
  says: 'The priority that a presence is reflected with is the one that everybody is shown and that messages are routed by.',
  check(operations) {
    const cases = new Cases()
    const { readers } = sightsIn(operations)
    for (const { writes } of operations.sessions)
      for (const { mark, shown, state } of writes) {
        if (mark === undefined || shown === undefined || state.status !== 'available') continue
        const own = priorityRange(shown)
        const other = readers
          .get(mark)
          ?.find(({ notice: { is, seen } }) => is === 'available' && priorityRange(seen).high !== own.high)
        if (other === undefined) cases.holds(shown.n)
        else
          cases.breaks({
            deviation: 'two readers were shown different priorities of one presence',
            tells: `The presence ${mark} was reflected with priority ${own.high} (event ${shown.n}), but ${other.observer.id} was shown ${priorityRange(other.notice.seen).high} (event ${other.notice.seen.n}).`,
            evidence: [shown.n, other.notice.seen.n],
          })
      }
    if (isByPriority(learnt(operations).policies))
      for (const routed of routedIn(operations)) checkChoice(operations, routed, cases)
    return cases.findings
  },
}

function checkChoice(_: Operations, routed: Routed, cases: Cases): void {
  const { message, receivers, states } = routed
  const isChanged = states.some(
    ({ session, from, to }) => sentHigh(session.writes[to]) !== session.writes[to]?.state.high || from !== to,
  )
  if (!isChanged) return
  for (const { state, by } of outranked(routed)) {
    if (by === undefined || state.from !== state.to || by.from !== by.to) continue
    const [own, above] = [sentHigh(state.session.writes[state.to]), sentHigh(by.session.writes[by.to])]
    const copy = receivers.get(state.session)
    if (own === undefined || above === undefined || above > own || copy === undefined) continue
    cases.breaks({
      deviation: 'a message was routed by another priority than the reflected one',
      tells: `${capital(tellMessage(message))}: ${tellCopy(copy)}, which fits the priorities sent (${own} and ${above}), not those reflected (${state.high} and ${by.low} of ${by.session.id}).`,
      evidence: [message.inv.n, copy.seen.n, ...evidenceOf(state), ...evidenceOf(by)],
    })
  }
}

const sentHigh = (write: { sent?: Parameters<typeof priorityRange>[0] } | undefined) =>
  write?.sent === undefined ? undefined : priorityRange(write.sent).high
