import { NS } from '../wire/ns.js'
import { followMessage, senderClosure } from './delivery.js'
import { closureOf, type History, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { markOf } from './pattern.js'
import { sentMark } from './window.js'
import { child, text } from './xml.js'

/** What the judge `shown-priority` is asked. */
export interface ShownPriorityArgs {
  /** The presence whose reflection shows the priority in effect. */
  presence: string
  /** A message to the bare JID that was sent while this presence was in force. */
  message: string
}

/**
 * The priority in the reflection of a presence is the one in its broadcasts, and routing obeys its sign: a
 * message to the bare JID does not reach the resource when it is negative, and reaches it when it is the only one
 * that is not (RFC 6121 4.7.2.3 and 8.5.2.1.1). Sound: it compares received bytes, and judges routing only when the state was proven
 * and the reflected value is a number.
 */
export const shownPriority: Judge<ShownPriorityArgs> = (history, { presence, message }) => {
  const expected = ['Broadcasts show the reflected priority.', 'Routing follows the reflected priority.']
  const sent = sentMark(history, presence)
  const reflection = sent?.connection.received.find((s) => isCopy(s, presence, sent.connection.jid))
  if (sent === undefined || reflection === undefined)
    return judgement('inconclusive', {
      expected,
      actual: 'no reflection',
      explanation: 'The presence was not reflected, so no priority was shown.',
      closure: closureOf(sent?.connection),
    })
  const shown = shownIn(reflection)
  const copies = broadcasts(history, presence, sent.connection.jid)
  const other = copies.find((c) => shownIn(c) !== shown)
  const said = {
    expected,
    actual: `the reflection shows ${shown}, and ${copies.length - 1} broadcasts do`,
    evidence: [sent.seen.n, ...copies.map((c) => c.n)],
    closure: closureOf(sent.connection),
  }
  if (other !== undefined)
    return judgement('fail', {
      ...said,
      actual: `the reflection shows ${shown}, a broadcast ${shownIn(other)}`,
      deviation: 'a broadcast shows another priority than the reflection',
      explanation: `The sender is told that its priority is ${shown}; others are told that it is ${shownIn(other)}.`,
    })
  const delivery = followMessage(history, message)
  if (typeof delivery === 'string') return judgement('inconclusive', { ...said, explanation: delivery })
  const routed = {
    ...said,
    evidence: [...said.evidence, ...delivery.evidence],
    closure: senderClosure(delivery),
  }
  const value = Number(shown)
  const doubts = [...delivery.doubts]
  if (Number.isNaN(value)) doubts.push('The reflection shows no number.')
  if (doubts.length > 0) return judgement('inconclusive', { ...routed, explanation: doubts.join(' ') })
  const rivals = delivery.account.resources.filter(
    (r) => r.connection !== sent.connection && r.status === 'available' && r.priority >= 0,
  )
  const received = delivery.receivers.some((r) => r.resource.connection === sent.connection)
  const outcome = `the reflection shows ${shown}, and the message ${received ? 'arrived' : 'did not arrive'} there`
  if (value < 0 ? !received : received || rivals.length > 0)
    return judgement('pass', { ...routed, actual: outcome, explanation: `As it must be: ${outcome}.` })
  return judgement('fail', {
    ...routed,
    actual: outcome,
    deviation: received
      ? 'a resource whose reflected priority is negative receives messages to the bare JID'
      : 'the only resource whose reflected priority is not negative receives no messages to the bare JID',
    explanation: `The priority in the reflection is not the one that counts: ${outcome}.`,
  })
}

function broadcasts(history: History, mark: string, from: string | undefined): Seen[] {
  return history.connections.flatMap((c) => c.received.filter((s) => isCopy(s, mark, from)))
}

function isCopy({ element }: Seen, mark: string, from: string | undefined): boolean {
  const { type } = element.attrs
  return (
    element.name === 'presence' &&
    type === undefined &&
    element.attrs.from === from &&
    markOf(element) === mark
  )
}

/** The priority as written; absent counts as 0 (RFC 6121 4.7.2.3). */
function shownIn({ element }: Seen): string {
  const priority = child(element, 'priority', NS.client)
  return priority === undefined ? '0' : text(priority).trim()
}
