import { Cases, type Invariant } from './finding.js'
import { later } from './instant.js'
import { healthyAfter } from './possible.js'
import { capital, tellCopy, tellMessage } from './tell.js'

/**
 * INV-RT-m. Sound: a copy or a second error is enough; a missing error counts only when the sender read what came
 * behind the bound. Chat rooms are none of its business: it looks at bare JIDs of accounts with sessions.
 */
export const undeliverable: Invariant = {
  says: 'A groupchat message for the bare JID is returned as one error, one of type error is dropped; nobody receives either.',
  check(operations) {
    const { accounts, slack, history } = operations
    const cases = new Cases()
    for (const { messages } of accounts.values())
      for (const message of messages) {
        const { kind, copies, errors, inv, settled, sender, sendings } = message
        if ((kind !== 'groupchat' && kind !== 'error') || sendings > 1) continue
        const evidence = [inv.n, ...copies.map(({ seen }) => seen.n), ...errors.map(({ n }) => n)]
        const wrong = (deviation: string, but: string) =>
          cases.breaks({ deviation, tells: `${capital(tellMessage(message))} ${but}.`, evidence })
        const bounds = settled && [later(settled, slack), later(inv, history.bounds.route)]
        const answered = bounds && healthyAfter(sender, ...bounds)
        const [copy] = copies
        if (copy !== undefined)
          wrong(`a ${kind} message for the bare JID was delivered`, `was delivered: ${tellCopy(copy)}`)
        else if (kind === 'error' && errors.length > 0)
          wrong('an error was answered', 'was answered with an error')
        else if (errors.length > 1)
          wrong('a groupchat message was returned more than once', 'was returned more than once')
        else if (kind === 'groupchat' && errors.length === 0 && answered !== undefined)
          wrong('a groupchat message was not returned', `was not returned by event ${answered.n}`)
        else if (errors.length > 0 || answered !== undefined) cases.holds(inv.n)
      }
    return cases.findings
  },
}
