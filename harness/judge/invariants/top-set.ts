import { Cases, type Invariant } from './finding.js'
import { isBehind } from './instant.js'
import { isByPriority } from './policy.js'
import type { Possible } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { learnt } from './stability.js'
import { capital, evidenceOf, tellCopy, tellMessage, tellPossible } from './tell.js'

/**
 * INV-RT-b. Sound: a receiver is blamed only if the highest priority that it can have had is below the lowest that
 * some other resource can have had, in one window; it is not complete, because it looks at two resources at a time.
 */
export const topSet: Invariant = {
  says: 'Where the server delivers by priority, only who can have had the highest one receives a message for the bare JID.',
  check(operations) {
    const cases = new Cases()
    const { policies } = learnt(operations)
    if (!isByPriority(policies)) return cases.findings
    for (const routed of routedIn(operations))
      for (const found of outranked(routed)) {
        if (found.by === undefined) cases.holds(found.n)
        else cases.breaks(violation(routed, found.state, found.by))
      }
    return cases.findings
  },
}

interface Found {
  n: number
  state: Possible
  /** Who surely had a higher priority. */
  by?: Possible
}

/** Every live receiver of one message, with who surely outranked it. */
export function outranked({ message, states, receivers, until, isZombies }: Routed): Found[] {
  if (message.kind === 'headline') return []
  return [...receivers.values()].flatMap(({ session, seen }): Found[] => {
    const state = states.find((p) => p.session === session)
    // A copy that comes back from a broken session is routed once more, and later.
    if (state === undefined || (isZombies && isBehind(seen, until))) return []
    const by = states.find(({ session: other, low }) => other !== session && low >= 0 && low > state.high)
    return [{ n: seen.n, state, ...(by === undefined ? {} : { by }) }]
  })
}

function violation({ message, receivers }: Routed, state: Possible, by: Possible) {
  const copy = receivers.get(state.session)
  return {
    deviation: 'a message for the bare JID reached a resource below the highest priority',
    tells: `${capital(tellMessage(message))} did not reach the highest: ${copy === undefined ? '' : tellCopy(copy)}, where ${tellPossible(state)}, while ${tellPossible(by)}.`,
    evidence: [message.inv.n, copy?.seen.n, ...evidenceOf(state), ...evidenceOf(by)],
  }
}
