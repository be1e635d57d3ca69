import { isProven } from './account.js'
import { isBehind } from './instant.js'
import type { Instant, Session, Write } from './model.js'
import { firstWhere } from './sessions.js'

/** What a session can have been somewhere between two instants. */
export interface Possible {
  session: Session
  /** Indices into the session's writes: all of these may have been in force; −1 stands for not bound yet. */
  from: number
  to: number
  /** Highest and lowest priority it can have had; −∞ where it can have been none of the available. */
  high: number
  low: number
}

/** The states of `session` that can have been in force at an instant from `from` to `until`. */
export function possible(session: Session, from: Instant, until: Instant, slack: number): Possible {
  const { writes } = session
  const settled = firstWhere(writes, (w) => !isProven(w, from, slack)) - 1
  const begun = firstWhere(writes, ({ inv }) => isBehind(inv, until)) - 1
  let [high, low] = settled < 0 ? [-Infinity, -Infinity] : [-Infinity, Infinity]
  for (let i = Math.max(settled, 0); i <= begun; i++) {
    const { state } = writes[i] as Write
    if (state.high > high) high = state.high
    if (state.low < low) low = state.low
  }
  return { session, from: settled, to: begun, high, low: begun < 0 ? -Infinity : low }
}

/** Whether only one state was possible, with a known priority or none. */
export const isExact = ({ from, to, high, low }: Possible): boolean =>
  (from === to || high === -Infinity) && high === low

/** Whether `session` answered on a stream that it asked on behind all of `after`; returns when the answer was read. */
export function healthyAfter({ barriers }: Session, ...after: Instant[]): Instant | undefined {
  const index = firstWhere(barriers, ({ asked }) => after.every((a) => isBehind(asked, a)))
  return barriers[index]?.answer
}
