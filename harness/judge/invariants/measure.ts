import { type Measured, NO_PINGS, type PingFates, type ScopeMetrics } from '../../core/metrics.js'
import { isFor } from './endings.js'
import type { Message, Session } from './model.js'
import type { Operations } from './operations.js'
import { isByPriority } from './policy.js'
import { routedIn } from './routed.js'
import { firstWhere } from './sessions.js'
import { sightsIn, unavailableAfter } from './sight.js'
import { learnt } from './stability.js'
import { outranked } from './top-set.js'

/** Counts and times what a history shows; judges nothing. */
export function measure(operations: Operations): ScopeMetrics {
  const pings = operations.messages.filter(({ echo, address }) => echo === 'ping' && address === 'bare')
  return {
    pings: { ...fatesOf(pings), misrouted: misroutedIn(operations) },
    measured: [...noticesOf(operations), ...failoversOf(operations, pings)],
  }
}

function fatesOf(pings: readonly Message[]): PingFates {
  const fates: PingFates = { ...NO_PINGS }
  for (const ping of pings) {
    fates.sent += 1
    fates[fateOf(ping)] += 1
    if (new Set(ping.copies.map(({ session }) => session)).size < ping.copies.length) fates.doubled += 1
  }
  return fates
}

function fateOf({
  copies,
  errors,
  settled,
}: Message): 'delivered' | 'stored' | 'returned' | 'lost' | 'inDoubt' {
  if (copies.some(({ delayed }) => !delayed)) return 'delivered'
  if (copies.length > 0) return 'stored'
  if (errors.length > 0) return 'returned'
  return settled === undefined ? 'inDoubt' : 'lost'
}

/** How many pings somebody read who was outranked for certain; 0 where the subject doesn't go by priority. */
function misroutedIn(operations: Operations): number {
  if (!isByPriority(learnt(operations).policies)) return 0
  const pings = routedIn(operations).filter(({ message }) => message.echo === 'ping')
  return pings.filter((routed) => outranked(routed).some(({ by }) => by !== undefined)).length
}

/** Each end of a presence session, as each address with directed presence in force was told of it. */
function* noticesOf(operations: Operations): Generator<Measured> {
  const sights = sightsIn(operations)
  for (const [session, endings] of sights.endings)
    for (const { how, inv, targets } of endings)
      for (const observer of operations.sessions) {
        if (!targets.some(({ to }) => isFor(to, observer))) continue
        const told = unavailableAfter(sights.of(observer, session.jid), inv.n)
        if (told === undefined || bindsAgain(operations, session, told.seen.n)) continue
        yield { of: 'notice', after: how, value: told.seen.t - inv.t }
      }
}

/** Whether the resource was bound again by then: what is told may be about the later session. */
const bindsAgain = ({ epochs }: Operations, { jid, bound }: Session, n: number): boolean =>
  (epochs.get(jid) ?? []).some((other) => other.bound.n > bound.n && other.asked.n < n)

/** After each end of the instance in use: how long pings need to reach another. */
function* failoversOf({ accounts }: Operations, pings: readonly Message[]): Generator<Measured> {
  for (const { bare, sessions } of accounts.values()) {
    const own = pings.filter(({ account }) => account === bare)
    for (const session of sessions) {
      const { end } = session
      if (end === undefined) continue
      const next = firstWhere(own, ({ inv }) => inv.n > end.n)
      const first = own[next]
      if (first === undefined || !isRead(own[next - 1], [session])) continue
      const others = sessions.filter((other) => other !== session)
      const through = own.findIndex((ping, i) => i >= next && isRead(ping, others))
      const copy = own[through]?.copies.find((c) => !c.delayed && c.session !== session)
      if (copy === undefined) continue
      yield { of: 'failover', after: end.how, value: copy.seen.t - first.inv.t }
      yield { of: 'lost-pings', after: end.how, value: through - next }
    }
  }
}

const isRead = (ping: Message | undefined, by: readonly Session[]): boolean =>
  ping?.copies.some(({ delayed, session }) => !delayed && by.includes(session)) ?? false
