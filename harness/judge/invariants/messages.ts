import { NS } from '../../wire/ns.js'
import type { Connection, Seen } from '../history.js'
import { bare, markOf } from '../pattern.js'
import type { XmlElement } from '../xml.js'
import type { Message, Session } from './model.js'
import { carbonIn, echoOf, isDelayed, kindOf } from './stanza.js'
import { proofOf } from './writes.js'

/** Messages by their mark, and what was received without having been sent. */
export interface Messages {
  all: Map<string, Message>
  unsent: { session: Session; seen: Seen }[]
}

/** Finds every marked message that a session sent, and what became of it. */
export function messagesIn(sessions: readonly Session[], connections: readonly Connection[]): Messages {
  const messages: Messages = { all: new Map(), unsent: [] }
  for (const session of sessions) noteSent(session, messages.all)
  const elsewhere = marksOutside(sessions, connections)
  for (const session of sessions) noteReceived(session, messages, elsewhere)
  for (const message of messages.all.values()) {
    const settled = proofOf(message.sender, message.position)
    if (settled !== undefined) message.settled = settled
  }
  return messages
}

function noteSent(session: Session, all: Messages['all']): void {
  for (let position = 0; position < session.sent.length; position++) {
    const seen = session.sent[position] as Seen
    const { element } = seen
    const mark = element.name === 'message' ? markOf(element) : undefined
    if (mark === undefined) continue
    const known = all.get(mark)
    if (known !== undefined) {
      // A recipient's error may carry the payload back; the same sender sends again after a resumption.
      if (known.sender === session) known.sendings += 1
      continue
    }
    const to = element.attrs.to ?? session.bare
    const echo = echoOf(element)
    all.set(mark, {
      mark,
      id: element.attrs.id,
      sender: session,
      inv: seen,
      sendings: 1,
      position,
      to,
      account: bare(to),
      address: to.includes('/') ? 'full' : 'bare',
      kind: kindOf(element),
      ...(echo === undefined ? {} : { echo }),
      copies: [],
      errors: [],
      carbons: [],
    })
  }
}

/** Marks that were sent on connections without a session, for example before binding. */
function marksOutside(sessions: readonly Session[], connections: readonly Connection[]): Set<string> {
  const inside = new Set(sessions.flatMap(({ streams }) => streams.map(({ connection }) => connection)))
  const outside = connections.filter((c) => !inside.has(c))
  return new Set(outside.flatMap(({ sent }) => sent.flatMap(({ element }) => markOf(element) ?? [])))
}

function noteReceived(session: Session, messages: Messages, elsewhere: ReadonlySet<string>): void {
  for (let position = 0; position < session.received.length; position++) {
    const seen = session.received[position] as Seen
    const { element } = seen
    if (element.name !== 'message' || element.ns !== NS.client) continue
    const carbon = carbonIn(element)
    if (carbon !== undefined) {
      messages.all.get(markOf(carbon) ?? '')?.carbons.push({ session, seen })
      continue
    }
    const mark = markOf(element)
    const message = messages.all.get(mark ?? element.attrs.id ?? '')
    if (element.attrs.type === 'error' && message?.kind !== 'error') noteError(session, seen, message)
    else if (message !== undefined && mark !== undefined)
      message.copies.push({ session, seen, position, delayed: isDelayed(element) })
    else if (mark !== undefined && !elsewhere.has(mark)) messages.unsent.push({ session, seen })
  }
}

/** An error from a full JID may be that resource's own answer; the server's comes from the account, or in its name. */
function noteError(session: Session, seen: Seen, message: Message | undefined): void {
  if (message === undefined || message.sender !== session || seen.n < message.inv.n) return
  if (isOthers(seen.element, message)) return
  message.errors.push(seen)
}

const isOthers = ({ attrs: { from } }: XmlElement, { address, to }: Message): boolean =>
  from?.includes('/') === true && !(address === 'full' && from === to)
