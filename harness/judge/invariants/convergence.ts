import { Cases, type Invariant, type Violation } from './finding.js'
import { later } from './instant.js'
import type { Session } from './model.js'
import type { Operations } from './operations.js'
import { DEFAULT_QUIET } from './options.js'
import { healthyAfter } from './possible.js'
import { type Sight, type Sights, sightsIn } from './sight.js'
import { hasLeft } from './told.js'

/**
 * INV-PR-d. Sound: the truth is proven or its bound is over, the observer stayed available, and it read what came
 * behind a long quiet time. Who was only sent directed presence is held to know whether the session is there.
 */
export const convergence: Invariant = {
  says: 'When all is quiet, what an observer read last of a resource is what the resource is.',
  check(operations) {
    const cases = new Cases()
    const sights = sightsIn(operations)
    for (const sight of sights.all) {
      const wrong = ghost(operations, sights, sight) ?? stale(operations, sights, sight)
      if (wrong === null) continue
      if (wrong === undefined) cases.holds(sight.notices.at(-1)?.seen.n)
      else cases.breaks(wrong)
    }
    return cases.findings
  },
}

const quietOf = ({ options }: Operations) => options.quiet ?? DEFAULT_QUIET

/** Its end is over for long, and it still seems to be there; `undefined` where it is no ghost, `null` where nobody can say. */
function ghost(operations: Operations, { endings }: Sights, sight: Sight): Violation | undefined | null {
  const { observer, epochs, notices, jid } = sight
  const [final, session] = [notices.at(-1), epochs.at(-1)]
  const end = session && endings.get(session)?.at(-1)
  if (session === undefined || final === undefined || end === undefined) return undefined
  const isBack = session.writes.findLast(({ sent }) => sent !== undefined)?.state.status === 'available'
  if (end.how === 'unavailable' && isBack) return undefined
  if (end.due === undefined) return null
  if (final.is === 'unavailable') return undefined
  const own = operations.directedBy.get(final.mark ?? '')
  // Directed presence may follow the end of the presence session.
  if (own?.session === session && own.sent.n > end.inv.n) return null
  const answer = healthyAfter(observer, end.due, later(end.inv, quietOf(operations)))
  if (answer === undefined || !isOwed(operations, sight, session)) return null
  if (hasLeft(operations, observer, session, final.seen.n) || final.seen.n > answer.n) return null
  return {
    deviation: 'a resource that is gone still seems to be there',
    tells: `${jid} ended (${end.how}, event ${end.inv.n}), but the last that ${observer.id} read of it by event ${answer.n} was available (event ${final.seen.n}).`,
    evidence: [end.inv.n, final.seen.n, answer.n],
  }
}

/** Whether the observer must be told at all: as a subscriber or sibling, or by the directed presence it read last. */
function isOwed(
  { directedBy, ties }: Operations,
  { observer, notices, isTied }: Sight,
  { bare, writes }: Session,
): boolean {
  if (isTied)
    return (
      writes.some(({ sent }) => sent !== undefined) &&
      (observer.bare === bare || ties.subscribed(observer.bare, bare) !== undefined) &&
      isStillAvailable(observer)
    )
  return notices.some(({ mark }) => directedBy.get(mark ?? '')?.is === 'on')
}

const isStillAvailable = ({ writes }: Session) =>
  writes.findLast(({ sent }) => sent !== undefined)?.state.status === 'available'

/** It is there, and seems to be gone or otherwise than it is; siblings and subscribers alone see more than that. */
function stale(operations: Operations, _: Sights, sight: Sight): Violation | undefined | null {
  const { observer, epochs, notices, isTied, jid } = sight
  const [final, session] = [notices.at(-1), epochs.at(-1)]
  if (session === undefined || final === undefined || session.end !== undefined)
    return session?.end === undefined ? null : undefined
  if (!isTied || !isOwed(operations, sight, session) || operations.directedBy.has(final.mark ?? ''))
    return null
  const current = session.writes.findLast(({ sent }) => sent !== undefined)
  const reached = observer.writes.findLast(({ sent }) => sent !== undefined)
  if (hasLeft(operations, observer, session, final.seen.n)) return null
  if (current?.proof === undefined || reached?.proof === undefined) return null
  const quiet = quietOf(operations)
  const answer = healthyAfter(observer, later(current.proof, quiet), later(reached.proof, quiet))
  if (answer === undefined) return null
  const isTrue =
    current.state.status === 'available'
      ? final.mark === current.mark || final.mark === undefined
      : final.is === 'unavailable'
  if (isTrue) return undefined
  return {
    deviation: 'an observer was left with an older state of a resource',
    tells: `The last presence of ${session.id} (event ${current.inv.n}, proven by event ${current.proof.n}) is not what ${observer.id} read last of ${jid} (event ${final.seen.n}) by event ${answer.n}.`,
    evidence: [current.inv.n, current.proof.n, final.seen.n, answer.n],
  }
}
