import { Cases, type Invariant } from './finding.js'
import { grouped } from './grouped.js'
import { later } from './instant.js'
import type { Instant, Session, State } from './model.js'
import type { Operations } from './operations.js'
import { isByPriority } from './policy.js'
import type { Possible } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { learnt } from './stability.js'
import { capital, evidenceOf, tellMessage, tellSessions } from './tell.js'

/** One message for which only one change of one session was unsure, and what it shows of that change. */
interface Glimpse {
  routed: Routed
  unsure: Possible
  /** Whether the receivers fit the state before the change, or the one after it, alone. */
  shows: 'before' | 'after' | 'either'
}

/**
 * INV-RT-h. Sound: it compares two messages around one change that alone was unsure for both; one shows the state
 * after the change, and was read before the other was sent, which shows the state before.
 */
export const monotonic: Invariant = {
  says: 'Who has been seen to be overtaken does not receive again before something changes.',
  check(operations) {
    const cases = new Cases()
    if (!isByPriority(learnt(operations).policies)) return cases.findings
    const glimpses = [...routedIn(operations)].flatMap((routed) => glimpseOf(routed) ?? [])
    const changes = grouped(glimpses, ({ unsure }) => unsure.session)
    for (const all of changes.values())
      for (const same of grouped(all, ({ unsure }) => unsure.to).values()) compare(operations, same, cases)
    return cases.findings
  },
}

function compare({ slack }: Operations, glimpses: Glimpse[], cases: Cases): void {
  let seen: { glimpse: Glimpse; at: Instant } | undefined
  const inOrder = glimpses.toSorted((a, b) => a.routed.message.inv.n - b.routed.message.inv.n)
  const news = inOrder
    .filter(({ shows }) => shows === 'after')
    .sort((a, b) => a.routed.until.n - b.routed.until.n)
  const [earliest] = news
  if (earliest !== undefined) seen = { glimpse: earliest, at: earliest.routed.until }
  for (const { routed, shows, unsure } of inOrder) {
    if (shows === 'either') continue
    const isBack =
      shows === 'before' &&
      seen !== undefined &&
      routed.message.inv.n > seen.at.n &&
      routed.message.inv.t > later(seen.at, slack).t
    if (!isBack || seen === undefined) {
      cases.holds(routed.message.inv.n)
      continue
    }
    const { routed: other } = seen.glimpse
    cases.breaks({
      deviation: 'an older state came back after a newer one had been seen',
      tells: `${capital(tellMessage(other.message))} reached ${tellSessions(other.receivers.keys())} by event ${other.until.n}, which shows the change of ${unsure.session.id}. But ${tellMessage(routed.message)}, sent later, reached ${tellSessions(routed.receivers.keys())} as before the change.`,
      evidence: [
        other.message.inv.n,
        other.until.n,
        routed.message.inv.n,
        routed.until.n,
        ...evidenceOf(unsure),
      ],
    })
  }
}

function glimpseOf(routed: Routed): Glimpse | undefined {
  const { message, states, receivers, isZombies } = routed
  if (message.kind !== 'normal' || isZombies || receivers.size === 0) return undefined
  if (message.copies.some(({ delayed }) => delayed) || message.sender.bare === message.account)
    return undefined
  const moving = states.filter(({ from, to }) => from !== to)
  const [unsure] = moving
  if (moving.length !== 1 || unsure === undefined || unsure.from < 0 || unsure.to !== unsure.from + 1)
    return undefined
  const [before, after] = [unsure.from, unsure.to].map((index) => fits(states, receivers, unsure, index))
  if (before === after) return before ? { routed, unsure, shows: 'either' } : undefined
  return { routed, unsure, shows: before ? 'before' : 'after' }
}

/** Whether all receivers can have the highest priority when the change at `index` is the last one in force. */
function fits(
  states: readonly Possible[],
  receivers: ReadonlyMap<Session, unknown>,
  unsure: Possible,
  index: number,
): boolean {
  const state = unsure.session.writes[index]?.state as State
  const now = states.map((p) => (p === unsure ? { ...p, low: state.low, high: state.high } : p))
  const floor = Math.max(0, ...now.map(({ low }) => low))
  return now.every(({ session, high }) => !receivers.has(session) || high >= floor)
}
