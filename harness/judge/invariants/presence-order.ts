import { splitIn } from './disturbance.js'
import { isFor } from './endings.js'
import { Cases, type Invariant, type Violation } from './finding.js'
import { later } from './instant.js'
import type { Operations } from './operations.js'
import { DEFAULT_QUIET } from './options.js'
import { healthyAfter } from './possible.js'
import { isAliveAt, type Sight, type Sights, sightsIn } from './sight.js'

/**
 * INV-DP-g. Sound: an unavailable is held to be of a later event only where nothing earlier can have caused it; a
 * wrong last word only where the session went on and the observer read what came long after; nothing once nodes were
 * cut off from each other.
 */
export const presenceOrder: Invariant = {
  says: 'Directed presence is read before the unavailable of its session, and no end of an older session has the last word.',
  check(operations) {
    const cases = new Cases()
    const sights = sightsIn(operations)
    for (const sight of sights.all) {
      if (sight.isTied || sight.directed.length === 0) continue
      const wrong = inverted(operations, sight) ?? lastWord(operations, sights, sight)
      if (wrong !== undefined) cases.breaks(wrong)
      else if (sight.notices.some(({ is }) => is === 'unavailable')) cases.holds(sight.notices.at(-1)?.seen.n)
    }
    return cases.findings
  },
}

function inverted({ directedBy, options }: Operations, sight: Sight): Violation | undefined {
  const { observer, notices, jid } = sight
  const unavailable = notices.find(({ is }) => is === 'unavailable')
  if (unavailable === undefined) return undefined
  for (const { mark, is, seen, position } of notices) {
    if (splitIn(options.disturbed ?? [], 0, seen.t) !== undefined) return undefined
    const on = directedBy.get(mark ?? '')
    if (is !== 'available' || on === undefined || position < unavailable.position) continue
    const { session } = on
    // Only what had been directed to the observer before can have brought it an unavailable.
    const isFirst = sight.directed.every((d) => d === on || d.sent.n > on.sent.n)
    if (!isFirst || !isFor(on.to, observer)) continue
    return {
      deviation: 'directed presence was read behind the unavailable of its session',
      tells: `${observer.id} read the directed presence of ${session.id} (event ${seen.n}) behind an unavailable from ${jid} (event ${unavailable.seen.n}), which nothing sent before it can have caused.`,
      evidence: [on.sent.n, unavailable.seen.n, seen.n],
    }
  }
  return undefined
}

function lastWord(
  { directedBy, options }: Operations,
  { endings }: Sights,
  sight: Sight,
): Violation | undefined {
  const { observer, notices, epochs, jid } = sight
  const [final, session] = [notices.at(-1), epochs.at(-1)]
  if (final === undefined || session === undefined || final.is !== 'unavailable') return undefined
  if (splitIn(options.disturbed ?? [], 0, final.seen.t) !== undefined) return undefined
  const on = sight.directed.findLast((d) => d.session === session)
  const read = notices.find(({ mark }) => mark !== undefined && directedBy.get(mark) === on)
  const answer = healthyAfter(observer, later(final.seen, options.quiet ?? DEFAULT_QUIET))
  const isOver = (endings.get(session) ?? []).some(({ inv }) => inv.n < final.seen.n)
  if (on?.is !== 'on' || read === undefined || read.position > final.position || answer === undefined)
    return undefined
  if (isOver || !isAliveAt(session, final.seen.n) || epochs.length < 2) return undefined
  return {
    deviation: 'the end of an older session had the last word',
    tells: `${observer.id} read the directed presence of ${session.id} (event ${read.seen.n}), and then an unavailable from ${jid} (event ${final.seen.n}) that can only be about an older session; nothing corrected that by event ${answer.n}.`,
    evidence: [on.sent.n, read.seen.n, final.seen.n, answer.n],
  }
}
