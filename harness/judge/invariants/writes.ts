import { NS } from '../../wire/ns.js'
import type { History, Seen } from '../history.js'
import { markOf } from '../pattern.js'
import { last } from './instant.js'
import type { Barrier, Instant, Session, State, Write } from './model.js'
import { firstWhere } from './sessions.js'
import { isAnswer, isOwnRequest, isState, priorityRange } from './stanza.js'

const OUTSIDE = { low: -Infinity, high: -Infinity }
const CONNECTED: State = { status: 'connected', ...OUTSIDE }

/** Finds the barriers of `session` (E2), and until when each of its streams was surely alive. */
export function noteBarriers(session: Session): void {
  const asked = new Map<string, { seen: Seen; position: number }>()
  for (const [position, seen] of session.sent.entries()) {
    const { id } = seen.element.attrs
    // One sent again after a resumption is answered once; the first sending is the safe one to reckon from.
    if (id !== undefined && isOwnRequest(seen.element, session.jid) && !asked.has(id))
      asked.set(id, { seen, position })
  }
  for (const { element, n, t } of session.received) {
    const request = isAnswer(element) ? asked.get(element.attrs.id ?? '') : undefined
    if (request === undefined || request.seen.n > n) continue
    asked.delete(element.attrs.id ?? '')
    const { seen, position } = request
    session.barriers.push({ asked: { n: seen.n, t: seen.t }, position, answer: { n, t } })
  }
  session.barriers.sort((a, b) => a.position - b.position)
  for (const [i, stream] of session.streams.entries()) {
    const next = session.streams[i + 1]
    const here = session.barriers.findLast(
      ({ position, answer }) =>
        position >= stream.sentFrom &&
        (next === undefined || (position < next.sentFrom && answer.n < next.from.n)),
    )
    if (here !== undefined && here.asked.n > stream.from.n) stream.alive = here.asked
  }
}

/** When it was first proven that what stands at `position` in `sent` had been processed (E2). */
export function proofOf(session: Session, position: number): Instant | undefined {
  const { barriers } = session
  let found: Barrier | undefined
  for (let i = firstWhere(barriers, (b) => b.position >= position); i < barriers.length; i++) {
    const barrier = barriers[i] as Barrier
    // Later requests are answered later, but for a server that works on several at once.
    if (found !== undefined && barrier.asked.n > found.answer.n) break
    if (found === undefined || barrier.answer.n < found.answer.n) found = barrier
  }
  return found?.answer
}

/**
 * Finds every change of the state of `session` but its end; barriers have been noted. Behind the last barrier of a
 * stream the server may have given it up at any time, whatever was sent after that: it may be `away`.
 */
export function noteWrites(session: Session, reflections: ReadonlyMap<string, Seen>): void {
  const { writes, sent, streams } = session
  writes.push({ state: CONNECTED, inv: session.asked, prf: session.bound, position: -1 })
  let stream = 0
  for (const [position, seen] of sent.entries()) {
    for (; position >= (streams[stream + 1]?.sentFrom ?? Infinity); stream++) resumption(session, stream)
    if (!isState(seen.element) || seen.element.attrs.to !== undefined) continue
    const alive = streams[stream]?.alive ?? session.bound
    if (seen.n > alive.n) awayFrom(writes, alive)
    writes.push(broadcast(session, seen, position, reflections))
    if (seen.n > alive.n) awayFrom(writes, seen)
  }
  for (; stream + 1 < streams.length; stream++) resumption(session, stream)
}

function broadcast(
  session: Session,
  seen: Seen,
  position: number,
  reflections: ReadonlyMap<string, Seen>,
): Write {
  const mark = markOf(seen.element)
  const shown = mark === undefined ? undefined : reflections.get(mark)
  const proof = proofOf(session, position) ?? shown
  return {
    state: stateOf(seen, shown),
    inv: seen,
    sent: seen,
    position,
    ...(proof === undefined ? {} : { prf: proof, proof }),
    ...(mark === undefined ? {} : { mark }),
    ...(shown === undefined ? {} : { shown }),
  }
}

function awayFrom(writes: Write[], inv: Instant): void {
  if (writes.at(-1)?.state.status !== 'away')
    writes.push({ state: { status: 'away', ...OUTSIDE }, inv, position: -1 })
}

/** The reflected priority is the one that counts (RFC 6121 4.7.2.3). */
function stateOf(seen: Seen, shown: Seen | undefined): State {
  if (seen.element.attrs.type === 'unavailable') return CONNECTED
  return { status: 'available', ...priorityRange(shown ?? seen) }
}

/**
 * Between a break and its resumption a server may serve the session or pass it by (AMB-13). What was under way at
 * the break is unsure after it.
 */
function resumption({ writes, streams }: Session, index: number): void {
  const [before, after] = [streams[index], streams[index + 1]]
  if (before === undefined || after === undefined) return
  const kept = writes.filter(({ state }) => state.status !== 'away')
  const proven = kept.findLastIndex(({ prf }) => prf !== undefined && prf.n < after.from.n)
  const states = kept.slice(Math.max(proven, 0)).map(({ state }) => state)
  const current = states.at(-1) ?? CONNECTED
  awayFrom(writes, before.alive)
  writes.push({
    state: {
      status: current.status,
      low: Math.min(...states.map(({ low }) => low)),
      high: Math.max(...states.map(({ high }) => high)),
    },
    inv:
      after.connection.sent.find(({ element }) => element.ns === NS.sm && element.name === 'resume') ??
      before.alive,
    prf: after.from,
    position: -1,
  })
}

/** Adds the end of `session` as its last write. `gone` proves that the server had taken notice. */
export function noteGone(session: Session, gone: Instant | undefined): void {
  const alive = session.streams.at(-1)?.alive ?? session.bound
  // What was still written behind the proof had nobody left to process it.
  if (gone !== undefined) session.writes = session.writes.filter(({ inv }) => inv.n <= gone.n)
  session.writes.push({
    state: { status: 'gone', ...OUTSIDE },
    inv: last(alive, session.writes.at(-1)?.inv ?? alive),
    ...(gone === undefined ? {} : { prf: gone }),
    position: -1,
  })
  // Who has processed a change has processed those before it.
  for (let i = session.writes.length - 2; i >= 0; i--) {
    const [write, next] = [session.writes[i] as Write, session.writes[i + 1] as Write]
    if (next.prf !== undefined && (write.prf === undefined || next.prf.n < write.prf.n)) write.prf = next.prf
  }
}

/** When the end of `session` was proven to be noticed (E7), or its bound is over, at `over` ms. */
export function goneProof(
  session: Session,
  successor: Session | undefined,
  told: Instant | undefined,
  { events }: History,
  over: number | undefined,
): Instant | undefined {
  const { end, streams } = session
  const { closeReceived } = streams.at(-1)?.connection ?? {}
  const proofs: (Instant | undefined)[] = [successor?.bound, told]
  if (end !== undefined && closeReceived !== undefined && closeReceived >= end.n)
    proofs.push(events[firstWhere(events, (e) => e.n >= closeReceived)])
  if (end !== undefined && over !== undefined) proofs.push(events[firstWhere(events, (e) => e.t > over)])
  const known = proofs.filter((p) => p !== undefined)
  return known.length === 0 ? undefined : known.reduce((a, b) => (b.n < a.n ? b : a))
}
