import { isFor } from './endings.js'
import { Cases, type Invariant } from './finding.js'
import { sightsIn } from './sight.js'

/**
 * INV-DP-f. Sound: it blames a presence whose mark shows that it was broadcast, or directed to somebody else, and
 * that was read where no subscription stanza ever passed between the accounts.
 */
export const noLeak: Invariant = {
  says: 'Who is not subscribed reads no available presence but what was directed to it.',
  check(operations) {
    const cases = new Cases()
    const { all, broadcasts } = sightsIn(operations)
    for (const { observer, jid, notices, isTied } of all) {
      if (isTied) continue
      for (const { is, mark, seen } of notices) {
        if (is !== 'available' || mark === undefined) continue
        const directed = operations.directedBy.get(mark)
        if (directed !== undefined && isFor(directed.to, observer)) cases.holds(seen.n)
        else if (directed !== undefined || broadcasts.has(mark))
          cases.breaks({
            deviation: `${directed === undefined ? 'a broadcast' : "another's directed"} presence reached somebody without a subscription`,
            tells: `${observer.id} read a presence from ${jid} (event ${seen.n}) that was ${directed === undefined ? 'broadcast' : `directed to ${directed.to}`}, without a subscription.`,
            evidence: [directed?.sent.n, seen.n],
          })
      }
    }
    return cases.findings
  },
}
