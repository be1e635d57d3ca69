import { type Connection, closureOf, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { bare, conditionOf } from './pattern.js'
import { windowOf } from './window.js'

/** What the judge `tracking` is asked: with how many instances of services the subject has a session in the end. */
export interface TrackingArgs {
  /** The connection that is watched, `actor/epoch`. */
  at: string
  /** Bare JIDs of the services. */
  services: string[]
  /** Id of the barrier at which they are counted. */
  until: string
  /** The full JIDs of which one must be in use; empty when none may be. */
  oneOf: string[]
}

/**
 * The instances that have the subject's directed presence at a barrier: exactly one of those allowed, or none
 * (RFC 6121 4.6). Sound: it fails only when the barrier proves that nothing sent before is under way, or the
 * subject ended the stream, which ends its sessions.
 */
export const tracking: Judge<TrackingArgs> = (history, { at, services, until, oneOf }) => {
  const says =
    oneOf.length === 0
      ? 'The subject has a session with no instance.'
      : `The subject has a session with exactly one instance, ${oneOf.length === 1 ? 'the one meant' : `one of ${oneOf.length}`}.`
  const expected = [says]
  const window = windowOf(history, at, { beginOf: at }, until)
  if (typeof window === 'string')
    return judgement('inconclusive', { expected, actual: 'not reached', explanation: window })
  const { connection, closed } = window
  const closure = closureOf(connection)
  if (closed === undefined)
    return judgement('inconclusive', {
      expected,
      actual: 'not counted',
      explanation: `Nothing proves that ${at} had received everything by the end of the scenario.`,
      closure,
    })
  const { live, evidence } = closed.by === 'end' ? NOBODY : sessions(connection, closed.n, services)
  const actual = `${live.length} instances have the subject's directed presence`
  const right = oneOf.length === 0 ? live.length === 0 : live.length === 1 && oneOf.includes(live[0] ?? '')
  const said = { expected, actual, evidence: [...evidence, closed.n], closure }
  if (right) return judgement('pass', { ...said, explanation: says })
  const wrong =
    live.length === 1 && oneOf.length > 0 ? 'a session with the wrong instance' : `${live.length} sessions`
  return judgement('fail', {
    ...said,
    explanation: `When ${closed.by === 'barrier' ? 'the barrier was answered' : 'the stream ended'}, ${actual}. ${says}`,
    deviation: wrong,
  })
}

const NOBODY = { live: [] as string[], evidence: [] as number[] }

/** Directed presence out at event `until`: taken back by either side's unavailable, void where nobody is. */
function sessions(connection: Connection, until: number, services: string[]): typeof NOBODY {
  const { sent, received } = connection
  const presences = [
    ...received.map((seen) => ({ seen, jid: seen.element.attrs.to, own: true })),
    ...sent.map((seen) => ({ seen, jid: seen.element.attrs.from, own: false })),
  ]
    .filter(({ seen, own }) => (isPresence(seen) || (!own && isNobodyThere(seen))) && seen.n <= until)
    .sort((a, b) => a.seen.n - b.seen.n)
  const live = new Set<string>()
  const evidence: number[] = []
  for (const { seen, jid, own } of presences) {
    if (jid === undefined || !services.includes(bare(jid))) continue
    evidence.push(seen.n)
    if (own && seen.element.attrs.type === undefined) live.add(jid)
    if (seen.element.attrs.type !== 'unavailable' && isPresence(seen)) continue
    for (const each of [...live]) if (each === jid || bare(each) === jid) live.delete(each)
  }
  return { live: [...live], evidence }
}

const isPresence = ({ element }: Seen): boolean => element.name === 'presence'

/** An IQ came back from a full JID without a resource behind it (RFC 6121 8.5.3.2.3). */
const isNobodyThere = ({ element }: Seen): boolean =>
  element.name === 'iq' &&
  conditionOf(element) === 'service-unavailable' &&
  element.attrs.from?.includes('/') === true
