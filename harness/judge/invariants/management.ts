import { NS } from '../../wire/ns.js'
import type { Seen } from '../history.js'
import { markOf } from '../pattern.js'
import { Cases, type Invariant } from './finding.js'
import { later } from './instant.js'
import type { Message, Session, Stream } from './model.js'
import type { Operations } from './operations.js'
import { healthyAfter } from './possible.js'
import { isDelayed } from './stanza.js'
import { capital, tellMessage } from './tell.js'

const is = ({ element }: Seen, name: string) => element.ns === NS.sm && element.name === name
const isStanza = ({ element: { name, ns } }: Seen) =>
  ns === NS.client && ['message', 'presence', 'iq'].includes(name)
const managed = ({ sent }: Session) => sent.some((seen) => is(seen, 'enable'))
const countOf = ({ element }: Seen) => Number(element.attrs.h)

/**
 * INV-SM-a. Sound: a repetition is blamed where the client had said that it handled the stanza, or where the server
 * had said that it did not and then passed both sendings on; a gap where a later message of the same sender arrived.
 */
export const resumption: Invariant = {
  says: 'Across resumptions each side handles the stanzas sent to it without gap or repetition.',
  check(operations) {
    const cases = new Cases()
    for (const session of operations.sessions) {
      if (session.streams.length < 2) continue
      for (const [index, stream] of session.streams.entries())
        if (index > 0) checkReplay(session, stream, cases)
    }
    for (const message of operations.messages) checkMessage(operations, message, cases)
    return cases.findings
  },
}

/** Nothing that the client said it had handled comes again. */
function checkReplay(session: Session, stream: Stream, cases: Cases): void {
  const request = stream.connection.sent.find((seen) => is(seen, 'resume'))
  if (request === undefined) return
  const enabled = session.received.findIndex((seen) => is(seen, 'enabled'))
  const before = session.received.slice(enabled + 1, stream.receivedFrom).filter(isStanza)
  const marks = new Map<string, Seen>()
  // With a later resumption the positions are sure only if the client had handled all that it had read.
  const isFirst = session.streams.indexOf(stream) === 1
  const isCertain = isFirst || countOf(request) === before.length
  for (const seen of isCertain ? before.slice(0, countOf(request)) : []) remember(marks, seen)
  const replayed = session.received.slice(stream.receivedFrom).filter(isStanza)
  for (const seen of replayed) {
    const mark = seen.element.name === 'message' ? markOf(seen.element) : undefined
    const former = mark === undefined ? undefined : marks.get(mark)
    // A delayed one may come from a sibling that broke: it is no part of what this session was sent.
    if (former !== undefined && isDelayed(former.element) === isDelayed(seen.element))
      cases.breaks({
        deviation: 'a stanza that had been handled came again after the resumption',
        tells: `${session.id} read ${mark} (event ${former.n}), said so when it resumed (event ${request.n}, h ${countOf(request)}), and was sent it again (event ${seen.n}).`,
        evidence: [former.n, request.n, seen.n],
      })
  }
  cases.holds(request.n)
}

function remember(marks: Map<string, Seen>, seen: Seen): void {
  const mark = seen.element.name === 'message' ? markOf(seen.element) : undefined
  if (mark !== undefined) marks.set(mark, seen)
}

function checkMessage({ epochs, history, slack }: Operations, message: Message, cases: Cases): void {
  const { sender, sendings, copies, address, to, settled, inv, errors } = message
  if (sendings > 1 && sender.streams.length > 1) {
    const twin = copies.find((copy, i) => copies.slice(0, i).some((c) => c.session === copy.session))
    if (twin !== undefined && twin.session.streams.length === 1)
      cases.breaks({
        deviation: 'a stanza that was sent again after the resumption was handled twice',
        tells: `${capital(tellMessage(message))} was sent again after the resumption, because the server had said that it had not handled it, and arrived twice.`,
        evidence: [inv.n, ...copies.map(({ seen }) => seen.n)],
      })
    else cases.holds(inv.n)
    return
  }
  const receiver = (epochs.get(to) ?? []).find(
    ({ bound, streams }) => bound.n < inv.n && (streams.at(-1)?.alive.n ?? 0) > inv.n,
  )
  if (address !== 'full' || receiver === undefined || receiver.streams.length < 2 || settled === undefined)
    return
  const answer = healthyAfter(receiver, later(settled, slack), later(inv, history.bounds.route))
  if (answer === undefined || errors.length > 0) return
  if (copies.length > 0) cases.holds(copies[0]?.seen.n)
  else
    cases.breaks({
      deviation: 'a stanza for a resumed session was lost',
      tells: `${capital(tellMessage(message))} was processed (event ${settled.n}), and ${receiver.id}, which was resumed, had not read it by event ${answer.n}.`,
      evidence: [inv.n, settled.n, answer.n],
    })
}

/**
 * INV-SM-b. Sound: it compares the counts that the server states with each other, and with the stanzas that had been
 * sent when it did; those sent again count once.
 */
export const counts: Invariant = {
  says: 'The `h` of the server never decreases, and never exceeds the number of stanzas sent.',
  check({ sessions }) {
    const cases = new Cases()
    for (const session of sessions.filter(managed)) checkCounts(session, cases)
    return cases.findings
  },
}

function checkCounts(session: Session, cases: Cases): void {
  let [base, last] = [0, 0]
  for (const { connection, from } of session.streams) {
    const start = connection.sent.find((seen) => is(seen, 'enable')) ?? from
    const resumed = connection.received.find((seen) => is(seen, 'resumed'))
    const former = base
    if (resumed !== undefined) base = countOf(resumed)
    const stanzas = connection.sent.filter((seen) => isStanza(seen) && seen.n >= start.n)
    let sent = 0
    for (const seen of connection.received) {
      if (!is(seen, 'a') && !is(seen, 'resumed')) continue
      while (sent < stanzas.length && (stanzas[sent] as Seen).n < seen.n) sent += 1
      const [h, most] = [countOf(seen), seen === resumed ? former : base + sent]
      const wrong =
        h < last ? `fell from ${last} to ${h}` : h > most ? `was ${h} when ${most} had been sent` : undefined
      if (wrong === undefined) cases.holds(seen.n)
      else
        cases.breaks({
          deviation: h < last ? 'h decreased' : 'h exceeds what was sent',
          tells: `The count of handled stanzas that the server told ${session.id} ${wrong} (event ${seen.n}).`,
          evidence: [start.n, seen.n],
        })
      last = h
    }
    base += stanzas.length
  }
}
