import { Cases, type Invariant } from './finding.js'
import { grouped } from './grouped.js'
import { isBehind, later } from './instant.js'
import type { Copy, Message } from './model.js'
import type { Operations } from './operations.js'
import { possible } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { capital, tellCopy, tellMessage, tellPossible } from './tell.js'

/** The stored copies of a message: with a delay, or read by a session that did not exist when it was processed. */
function storedCopies({ slack }: Operations, { message, isZombies }: Routed): Copy[] {
  const { settled, copies } = message
  if (isZombies) return []
  return copies.filter(
    ({ session, delayed }) =>
      delayed || (settled !== undefined && isBehind(session.asked, later(settled, slack))),
  )
}

/**
 * INV-OF-a. Sound: a copy counts as stored if it says so, or if its reader was bound after the message had been
 * processed; what a broken session may have held is left out.
 */
export const storedOnce: Invariant = {
  says: 'A stored message is delivered once, to one resource that has become available with a priority of 0 or above, and not returned.',
  check(operations) {
    const cases = new Cases()
    for (const routed of routedIn(operations)) {
      const { message } = routed
      const stored = storedCopies(operations, routed)
      const [copy] = stored
      if (copy === undefined) continue
      const state = possible(copy.session, message.inv, copy.seen, operations.slack)
      const wrong = (deviation: string, but: string) =>
        cases.breaks({
          deviation,
          tells: `${capital(tellMessage(message))} was stored, and ${but}: ${stored.map(tellCopy).join('; ')}.`,
          evidence: [message.inv.n, ...stored.map(({ seen }) => seen.n), ...message.errors.map(({ n }) => n)],
        })
      if (stored.length > 1)
        wrong('a stored message was delivered more than once', 'delivered more than once')
      else if (state.high < 0)
        wrong(
          'a stored message was delivered to a resource that is not eligible',
          `delivered although ${tellPossible(state)}`,
        )
      else if (message.errors.length > 0)
        wrong('a stored message was returned, too', 'returned as an error, too')
      else cases.holds(copy.seen.n)
    }
    return cases.findings
  },
}

/**
 * INV-OF-b. Sound: a delay is missed only where the reader was bound after the message had been processed; the order
 * is compared for messages of one sender, and for others where one was processed before the other was sent.
 */
export const storedLabelled: Invariant = {
  says: 'A stored message carries its delay, and stored messages keep their order.',
  check(operations) {
    const cases = new Cases()
    const all = [...routedIn(operations)].flatMap((routed) =>
      storedCopies(operations, routed).map((copy) => ({ copy, message: routed.message })),
    )
    for (const { copy, message } of all)
      if (copy.delayed) cases.holds(copy.seen.n)
      else
        cases.breaks({
          deviation: 'a stored message carries no delay',
          tells: `${capital(tellMessage(message))} was processed (event ${message.settled?.n}) before its reader was bound (event ${copy.session.bound.n}), and carries no delay: ${tellCopy(copy)}.`,
          evidence: [message.inv.n, message.settled?.n, copy.session.bound.n, copy.seen.n],
        })
    for (const read of grouped(all, ({ copy }) => copy.session).values())
      checkOrder(
        read.sort((a, b) => a.copy.position - b.copy.position),
        cases,
      )
    return cases.findings
  },
}

/** Each message against the one, of those read before it, that was sent last. */
function checkOrder(read: { copy: Copy; message: Message }[], cases: Cases): void {
  let latest: (typeof read)[number] | undefined
  const bySender = new Map<Message['sender'], (typeof read)[number]>()
  for (const item of read) {
    const { message } = item
    const own = bySender.get(message.sender)
    const isBefore = (other: typeof latest) =>
      other !== undefined &&
      (other === own
        ? message.position < other.message.position
        : message.settled !== undefined && message.settled.n < other.message.inv.n)
    const overtaken = [own, latest].find(isBefore)
    if (overtaken !== undefined)
      cases.breaks({
        deviation: 'stored messages were delivered in another order',
        tells: `${capital(tellMessage(message))} was stored first, but read behind ${tellMessage(overtaken.message)}: ${tellCopy(item.copy)}.`,
        evidence: [message.inv.n, overtaken.message.inv.n, overtaken.copy.seen.n, item.copy.seen.n],
      })
    if (own === undefined || own.message.position < message.position) bySender.set(message.sender, item)
    if (latest === undefined || latest.message.inv.n < message.inv.n) latest = item
  }
}
