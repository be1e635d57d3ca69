import { bare } from '../pattern.js'
import { Cases, type Invariant } from './finding.js'
import { grouped } from './grouped.js'
import type { Copy, Message, Session } from './model.js'
import type { Operations } from './operations.js'
import { capital, tellMessage } from './tell.js'

/** A pong that somebody read, with the ping whose `id` it has. */
interface Answer {
  pong: Message
  copy: Copy
  ping: Message | undefined
  /** Pings of the reader with that `id`, whoever they were for. */
  pings: Message[]
}

function* answersIn({ messages }: Operations): Generator<Answer> {
  const pings = grouped(
    messages.filter(({ echo }) => echo === 'ping'),
    ({ sender, id }) => `${sender.jid}\n${id}`,
  )
  for (const pong of messages) {
    if (pong.echo !== 'pong' || pong.kind === 'error') continue
    for (const copy of pong.copies) {
      const own = pings.get(`${copy.session.jid}\n${copy.seen.element.attrs.id}`) ?? []
      const from = bare(copy.seen.element.attrs.from ?? '')
      yield { pong, copy, ping: own.find(({ account }) => account === from), pings: own }
    }
  }
}

/** What the sender of a pong had read of the ping before it sent it. */
const readBefore = (ping: Message, pong: Message): Copy | undefined =>
  ping.copies.find(({ session, seen }) => session === pong.sender && seen.n < pong.inv.n)

/**
 * INV-PP-a. Sound: it looks at pongs whose sender the harness played, so that what the sender had read is known.
 */
export const pongsHavePings: Invariant = {
  says: 'Every pong has the `id` of an earlier ping of its reader, comes from a full JID of the account pinged, and its sender had read the ping.',
  check(operations) {
    const cases = new Cases()
    for (const { pong, copy, ping, pings } of answersIn(operations)) {
      const { seen, session } = copy
      const wrong = (deviation: string, but: string) =>
        cases.breaks({
          deviation,
          tells: `${session.id} read ${tellMessage(pong)} (event ${seen.n}), but ${but}.`,
          evidence: [...pings.map(({ inv }) => inv.n), pong.inv.n, seen.n],
        })
      if (pings.length === 0) wrong('a pong without a ping', 'it had sent no ping with that id')
      else if (ping === undefined)
        wrong('a pong from another account', 'no ping with that id was for the account it comes from')
      else if (seen.element.attrs.from?.includes('/') !== true)
        wrong('a pong from a bare JID', 'it does not come from a full JID')
      else if (ping.inv.n > seen.n) wrong('a pong before its ping', 'the ping was sent later')
      else if (readBefore(ping, pong) === undefined && !isByCarbon(ping, pong))
        wrong('a pong without receipt', `${pong.sender.id} had not read ${tellMessage(ping)}`)
      else cases.holds(seen.n)
    }
    return cases.findings
  },
}

const isByCarbon = (ping: Message, pong: Message) =>
  ping.carbons.some(({ session, seen }) => session === pong.sender && seen.n < pong.inv.n)

/**
 * INV-PP-b. Sound: it counts pongs by their marks, so that what a resumed stream carries twice counts once.
 */
export const pongsCounted: Invariant = {
  says: 'A ping brings at most one pong of each session that received it.',
  check(operations) {
    const cases = new Cases()
    const answers = [...answersIn(operations)].filter(({ ping }) => ping !== undefined)
    for (const [ping, all] of grouped(answers, ({ ping }) => ping as Message)) {
      const bySender = grouped(all, ({ pong }) => pong.sender)
      const isDouble = ([sender, own]: [Session, Answer[]]) => {
        const marks = new Set(own.map(({ pong }) => pong.mark))
        const isReplayed = own.some(({ copy }) => copy.session.streams.length > 1)
        const copies = isReplayed ? marks.size : own.length
        return (
          copies > Math.max(1, ping.copies.filter(({ session }) => session === sender).length > 0 ? 1 : 0)
        )
      }
      const double = [...bySender].find(isDouble)
      if (double === undefined) cases.holds(ping.inv.n)
      else
        cases.breaks({
          deviation: 'more than one pong of one receiver',
          tells: `${capital(tellMessage(ping))} brought ${double[1].length} pongs of ${double[0].id}.`,
          evidence: [ping.inv.n, ...double[1].map(({ copy }) => copy.seen.n)],
        })
    }
    return cases.findings
  },
}

/** INV-PP-c: how many receivers of pings answered within the bound; nothing to fail. */
export const pongsInTime: Invariant = {
  says: 'A receiver of a ping answers in time; who does not is a silent instance, and no fault of the server.',
  check(operations) {
    const { route } = operations.history.bounds
    const pongs = grouped(answersIn(operations), ({ ping }) => ping)
    let [received, inTime] = [0, 0]
    for (const ping of operations.messages) {
      if (ping.echo !== 'ping') continue
      for (const { session, seen } of ping.copies) {
        received += 1
        const own = (pongs.get(ping) ?? []).find(({ pong }) => pong.sender === session)
        if (own !== undefined && own.copy.seen.t - seen.t <= route) inTime += 1
      }
    }
    if (received === 0) return { held: 0, violations: [] }
    return {
      held: inTime,
      violations: [],
      observed: `${inTime} of ${received} receivers answered within ${route} ms`,
    }
  },
}

/**
 * INV-PP-d. Sound: a pong is blamed only if its sender had read the ping inside a carbon and never otherwise.
 */
export const noPongForCarbons: Invariant = {
  says: 'Who has a ping as a carbon copy only does not answer it.',
  check(operations) {
    const cases = new Cases()
    const guilty = new Set<Message>()
    for (const { pong, copy, ping } of answersIn(operations)) {
      if (ping === undefined || !isByCarbon(ping, pong) || readBefore(ping, pong) !== undefined) continue
      guilty.add(ping)
      const carbon = ping.carbons.find(({ session }) => session === pong.sender)
      cases.breaks({
        deviation: 'a carbon copy was answered',
        tells: `${pong.sender.id} had ${tellMessage(ping)} as a carbon copy only (event ${carbon?.seen.n}), and sent a pong (event ${pong.inv.n}).`,
        evidence: [ping.inv.n, carbon?.seen.n, pong.inv.n, copy.seen.n],
      })
    }
    for (const ping of operations.messages)
      if (ping.echo === 'ping' && ping.carbons.length > 0 && !guilty.has(ping))
        cases.holds(ping.carbons[0]?.seen.n)
    return cases.findings
  },
}
