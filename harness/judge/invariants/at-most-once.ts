import { elements, same } from '../xml.js'
import { Cases, type Invariant, type Violation } from './finding.js'
import type { Copy, Message } from './model.js'
import { heldIn } from './routed.js'
import { capital, tellCopy, tellMessage } from './tell.js'

/**
 * INV-RT-e. Sound: two copies on one stream of a message sent once are enough, and so is one altered attribute or
 * child; copies that a broken
 * session may have held are left out. What the server adds is not held against it.
 */
export const atMostOnce: Invariant = {
  says: 'Nobody reads a message twice, none is read that nobody sent, and addresses, `id` and payload are as sent.',
  check(operations) {
    const cases = new Cases()
    const held = heldIn(operations)
    for (const message of operations.messages) {
      const wrong = problem(message, held.has(message))
      if (wrong !== undefined) cases.breaks(wrong)
      else if (message.copies.length > 0) cases.holds(message.copies[0]?.seen.n)
    }
    for (const { session, seen } of operations.unsent)
      cases.breaks({
        deviation: 'a message was received that nobody sent',
        tells: `${session.id} read a message (event ${seen.n}) whose mark nobody ever sent.`,
        evidence: [seen.n],
      })
    return cases.findings
  },
}

function problem(message: Message, isHeld: boolean): Violation | undefined {
  const { copies, sendings, inv } = message
  const wrong = (deviation: string, but: string, of: readonly Copy[]): Violation => ({
    deviation,
    tells: `${capital(tellMessage(message))} ${but}: ${of.map(tellCopy).join('; ')}.`,
    evidence: [inv.n, ...of.map(({ seen }) => seen.n)],
  })
  const early = copies.find(({ seen }) => seen.n < inv.n)
  if (early !== undefined)
    return wrong('a message was received before it was sent', 'was read too early', [early])
  if (sendings === 1 && !isHeld)
    for (const [index, copy] of copies.entries()) {
      const twin = copies
        .slice(0, index)
        .find((c) => c.session === copy.session && streamOf(c) === streamOf(copy))
      if (twin !== undefined)
        return wrong('a message reached one session twice', 'was read twice', [twin, copy])
    }
  for (const copy of copies) {
    const what = alteration(message, copy)
    if (what !== undefined) return wrong(`a message arrived with ${what}`, `arrived with ${what}`, [copy])
  }
  return undefined
}

const streamOf = ({ session, position }: Copy) =>
  session.streams.findLastIndex(({ receivedFrom }) => receivedFrom <= position)

function alteration({ inv, sender, to, id, kind }: Message, { seen: { element } }: Copy): string | undefined {
  const { attrs } = element
  // A full JID without a match may be treated as the bare one, but `to` stays (RFC 6120 8.1.1.1).
  if ((attrs.to ?? to) !== to) return 'another `to`'
  if (attrs.from !== sender.jid) return 'another `from`'
  if (attrs.id !== id) return 'another `id`'
  if ((attrs.type ?? 'normal') !== (inv.element.attrs.type ?? 'normal')) return `another type than ${kind}`
  const arrived = elements(element)
  const missing = elements(inv.element).some((c) => !arrived.some((a) => same(a, c)))
  return missing ? 'an altered payload' : undefined
}
