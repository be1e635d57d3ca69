import { Cases, type Invariant } from './finding.js'
import { grouped } from './grouped.js'
import { capital, tellMessage } from './tell.js'

/**
 * INV-SE-d. Sound: it blames an answer with the `id` of a request, sent to the asker by a session with another full
 * JID than the request was for, which had read that request.
 */
export const processedElsewhere: Invariant = {
  says: 'What is sent to one instance is not processed by another.',
  check({ messages }) {
    const cases = new Cases()
    const answers = grouped(messages, ({ to, id }) => `${to}\n${id}`)
    for (const request of messages) {
      if (request.address !== 'full' || request.id === undefined) continue
      for (const answer of answers.get(`${request.sender.jid}\n${request.id}`) ?? []) {
        if (answer === request || answer.inv.n < request.inv.n || answer.kind === 'error') continue
        const read = request.copies.find(
          ({ session, seen }) => session === answer.sender && seen.n < answer.inv.n,
        )
        if (read === undefined) continue
        if (answer.sender.jid === request.to) cases.holds(answer.inv.n)
        else
          cases.breaks({
            deviation: 'a request for one instance was processed by another',
            tells: `${capital(tellMessage(request))} was read by ${answer.sender.id} (event ${read.seen.n}), which has another full JID, and answered (event ${answer.inv.n}).`,
            evidence: [request.inv.n, read.seen.n, answer.inv.n],
          })
      }
    }
    return cases.findings
  },
}
