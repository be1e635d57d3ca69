import { Cases, type Invariant } from './finding.js'
import type { Session } from './model.js'
import { sightsIn, unavailableAfter } from './sight.js'

/**
 * INV-DP-h. Sound: every directed presence for the observer was for its full JID, and was read by its former session,
 * and no subscription tells it anything.
 */
export const laterEpochs: Invariant = {
  says: 'Who went away itself is not told in a later session of ends that concern the earlier one.',
  check(operations) {
    const cases = new Cases()
    const { all, readers } = sightsIn(operations)
    for (const { observer, jid, notices, directed, isTied } of all) {
      if (isTied || directed.length === 0) continue
      const formers = formersOf(observer, operations.epochs.get(observer.jid) ?? [])
      const readerOf = (mark = '') => readers.get(mark)?.find((r) => formers.includes(r.observer))?.observer
      const former = readerOf(directed[0]?.mark)
      const end = former?.end
      if (former === undefined || end === undefined) continue
      const isOld = directed.every(({ to, mark }) => to === observer.jid && readerOf(mark)?.end !== undefined)
      const stray = notices.find(({ is }) => is === 'unavailable')
      if (!isOld || stray === undefined) continue
      cases.breaks({
        deviation: 'an unavailable reached a later session than the one that directed presence was sent to',
        tells: `${observer.id} read unavailable from ${jid} (event ${stray.seen.n}), although the directed presence for it was sent before its former session ${former.id} ended (event ${end.n}).`,
        evidence: [...directed.map(({ sent }) => sent.n), end.n, observer.bound.n, stray.seen.n],
      })
    }
    for (const n of spared(operations)) cases.holds(n)
    return cases.findings
  },
}

const formersOf = (session: Session, epochs: readonly Session[]) =>
  epochs.slice(0, Math.max(epochs.indexOf(session), 0))

/** Later sessions of former targets that read nothing about an end in their time. */
function* spared(operations: Parameters<Invariant['check']>[0]): Generator<number> {
  const { endings, of } = sightsIn(operations)
  for (const all of endings.values())
    for (const { session, targets, inv, due } of all)
      for (const { to, sent, prf } of targets) {
        const epochs = operations.epochs.get(to) ?? []
        const observer = epochs.find((s) => s.bound.n < inv.n && (s.streams.at(-1)?.alive.n ?? 0) > inv.n)
        const former = observer && formersOf(observer, epochs).at(-1)
        if (former?.end === undefined || due === undefined || prf === undefined || sent.n > former.end.n)
          continue
        if (unavailableAfter(of(observer as Session, session.jid), inv.n) === undefined) yield inv.n
      }
}
