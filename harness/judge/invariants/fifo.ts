import { markOf } from '../pattern.js'
import { Cases, type Invariant } from './finding.js'
import type { Message, Session } from './model.js'
import { type Routed, routedIn } from './routed.js'
import { capital, tellMessage } from './tell.js'

/**
 * INV-RT-j. Sound: it compares positions on the sender's and the receiver's stream (RFC 6120 10.1). Left out is what
 * may have waited on its way: stored messages, those for a session that broke, those sent or read again.
 */
export const fifo: Invariant = {
  says: 'What one session sends to another arrives in sending order, bare and full JID merged.',
  check(operations) {
    const cases = new Cases()
    const waiting = new Set<Message>()
    for (const routed of routedIn(operations)) if (mayWait(routed)) waiting.add(routed.message)
    for (const receiver of operations.sessions) {
      const highest = new Map<Session, Message>()
      const met = new Set<Message>()
      for (const message of received(receiver, operations.byMark)) {
        if (waiting.has(message) || met.has(message)) continue
        met.add(message)
        const before = highest.get(message.sender)
        if (before === undefined || before.position < message.position) highest.set(message.sender, message)
        if (before === undefined) continue
        const copies = [before, message].map(
          (m) => m.copies.find(({ session }) => session === receiver)?.seen.n,
        )
        if (before.position < message.position) cases.holds(copies[1])
        else
          cases.breaks({
            deviation: 'messages of one sender arrived in another order',
            tells: `${capital(tellMessage(before))} was read by ${receiver.id} (event ${copies[0]}) before ${tellMessage(message)}, which was sent first (read by event ${copies[1]}).`,
            evidence: [message.inv.n, before.inv.n, ...copies],
          })
      }
    }
    return cases.findings
  },
}

/** What `session` read of others that was sent once, and surely wasn't stored, for the bare or a full JID. */
function* received(session: Session, byMark: ReadonlyMap<string, Message>): Generator<Message> {
  for (const { element } of session.received) {
    if (element.name !== 'message' || element.attrs.type === 'error') continue
    const mark = markOf(element)
    const message = mark === undefined ? undefined : byMark.get(mark)
    if (message === undefined || message.sendings !== 1 || message.sender === session) continue
    if (!message.copies.some(({ delayed }) => delayed)) yield message
  }
}

/** Perhaps nobody was eligible, so that it was stored; or a session that had broken held it. */
const mayWait = ({ states, isZombies }: Routed) => isZombies || !states.some(({ low }) => low >= 0)
