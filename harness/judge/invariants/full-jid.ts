import { markOf } from '../pattern.js'
import { elements } from '../xml.js'
import { Cases, type Invariant } from './finding.js'
import type { Instant, Session } from './model.js'
import type { Operations } from './operations.js'
import { possible } from './possible.js'
import { capital, tellCopy, tellMessage } from './tell.js'

/**
 * INV-RT-l. Sound: it blames a copy that was read under another full JID than it was sent to. A chat message may go
 * on to a sibling when perhaps nobody had the full JID (RFC 6121 8.5.3.2.1); carbons are no copies.
 */
export const fullJid: Invariant = {
  says: 'What is sent to a full JID is received under that full JID only.',
  check(operations) {
    const cases = new Cases()
    const { rerouting = 'forbidden' } = operations.options
    for (const message of operations.messages) {
      if (message.address !== 'full') continue
      for (const copy of message.copies) {
        const mayGoOn = message.kind === 'chat' || (rerouting === 'accepted' && message.kind !== 'error')
        if (copy.session.jid === message.to) cases.holds(copy.seen.n)
        else if (!mayGoOn || isSurelyThere(operations, message.to, message.inv, copy.seen))
          cases.breaks({
            deviation: `a ${message.kind} message for a full JID reached a sibling`,
            tells: `${capital(tellMessage(message))} reached a sibling: ${tellCopy(copy)} as ${copy.session.jid}.`,
            evidence: [message.inv.n, copy.seen.n],
          })
      }
    }
    for (const session of operations.sessions) checkRequests(operations, session, cases)
    return cases.findings
  },
}

function isSurelyThere({ epochs, slack }: Operations, jid: string, begin: Instant, end: Instant): boolean {
  return (epochs.get(jid) ?? []).some((session) => {
    const around = possible(session, begin, end, slack)
    const states = session.writes
      .slice(Math.max(around.from, 0), around.to + 1)
      .map(({ state }) => state.status)
    return around.from >= 0 && states.every((status) => status === 'available' || status === 'connected')
  })
}

/** A request that was marked and meant for one full JID is read by no other. */
function checkRequests({ byRequest }: Operations, session: Session, cases: Cases): void {
  for (const { element, n } of session.received) {
    if (element.name !== 'iq' || (element.attrs.type !== 'get' && element.attrs.type !== 'set')) continue
    const mark = elements(element).length > 0 ? markOf(element) : undefined
    const sent = mark === undefined ? undefined : byRequest.get(mark)
    if (sent === undefined) continue
    if (sent.to === session.jid) cases.holds(n)
    else
      cases.breaks({
        deviation: 'a request for a full JID reached a sibling',
        tells: `The request ${mark} for ${sent.to} (event ${sent.n}) was read by ${session.id} as ${session.jid} (event ${n}).`,
        evidence: [sent.n, n],
      })
  }
}
