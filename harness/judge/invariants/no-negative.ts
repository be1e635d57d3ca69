import { Cases, type Invariant } from './finding.js'
import { type Possible, possible } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { capital, evidenceOf, tellCopy, tellMessage, tellPossible } from './tell.js'

/**
 * INV-RT-a. Sound: it blames a receiver only if no presence that can have been in force between the sending and the
 * receipt makes it available with a priority of 0 or above. A resource that is only connected may receive where
 * perhaps nobody was available (AMB-2).
 */
export const noNegative: Invariant = {
  says: 'Only who can have been available with a priority of 0 or above receives a message for the bare JID.',
  check(operations) {
    const cases = new Cases()
    for (const routed of routedIn(operations))
      for (const copy of routed.message.copies) {
        const { session, seen } = copy
        const { message, states } = routed
        // Unless somebody else was eligible, the own message can have been stored until a later presence.
        const isLive = session === message.sender && !routed.isZombies && states.some(({ low }) => low >= 0)
        const own = isLive ? states.find((p) => p.session === session) : undefined
        const state = own ?? possible(session, message.inv, seen, operations.slack)
        if (state.high >= 0 || (isConnected(state) && isPerhapsEmpty(routed))) cases.holds(seen.n)
        else
          cases.breaks({
            deviation: `a message for the bare JID reached a resource ${state.high === -Infinity ? 'that was not available' : 'with a negative priority'}`,
            tells: `${capital(tellMessage(message))} reached the wrong one: ${tellCopy(copy)}, but ${tellPossible(state)} all the while.`,
            evidence: [message.inv.n, seen.n, ...evidenceOf(state)],
          })
      }
    return cases.findings
  },
}

const statusesOf = ({ session, from, to }: Possible) =>
  session.writes.slice(Math.max(from, 0), to + 1).map(({ state }) => state.status)

const isConnected = (p: Possible) => statusesOf(p).includes('connected')

/** Whether perhaps nobody of the account was available: then a server may take who is connected (RFC 6120 10.5.3.2). */
const isPerhapsEmpty = ({ states }: Routed) =>
  states.every((p) => p.from < 0 || statusesOf(p).some((status) => status !== 'available'))
