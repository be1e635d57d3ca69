import { eligible, whom } from './branch.js'
import { type Delivery, followMessage, senderClosure } from './delivery.js'
import { type Judge, judgement } from './judgement.js'
import { describe } from './routing.js'

/** What the judge `choice` is asked about the message with this mark. */
export interface ChoiceArgs {
  mark: string
  /**
   * `top`: all receivers are among those with the highest priority, as DIX needs it; `record`: which of the
   * permitted choices the server made.
   */
  asks: 'top' | 'record'
}

/**
 * Which of the non-negative resources a server chose for a message to the bare JID. Sound: `top` fails only on
 * states that were all proven before the message.
 */
export const choice: Judge<ChoiceArgs> = (history, { mark, asks }) => {
  const expected =
    asks === 'top'
      ? ['Only resources with the highest priority receive the message, at least one of them.']
      : ['The server’s own choice among the resources; it is recorded.']
  const delivery = followMessage(history, mark)
  if (typeof delivery === 'string')
    return judgement('inconclusive', { expected, actual: 'not sent', explanation: delivery })
  const said = {
    expected,
    actual: describe(delivery),
    evidence: delivery.evidence,
    closure: senderClosure(delivery),
  }
  if (delivery.doubts.length > 0)
    return judgement('inconclusive', { ...said, explanation: delivery.doubts.join(' ') })
  if (eligible(delivery).length === 0)
    return judgement('inconclusive', {
      ...said,
      explanation: 'No resource of the account has a non-negative priority, so there is nothing to choose.',
    })
  const made = chosen(delivery)
  if (asks === 'record')
    return judgement('observed', {
      ...said,
      explanation: `The server chose ${made}.`,
      deviation: made,
      branch: `to ${whom(delivery)}`,
    })
  if (made === 'one of the highest' || made === 'all of the highest')
    return judgement('pass', { ...said, explanation: `The server chose ${made}. ${said.actual}` })
  return judgement('fail', {
    ...said,
    deviation: `the server chose ${made}`,
    explanation: `The server chose ${made}, so pings do not find the most available instance. ${said.actual}`,
  })
}

function chosen(delivery: Delivery): string {
  const candidates = eligible(delivery)
  const highest = Math.max(...candidates.map((r) => r.priority))
  const top = candidates.filter((r) => r.priority === highest)
  const got = delivery.receivers.map((r) => r.resource)
  if (got.length === 0) return 'none'
  if (got.every((r) => top.includes(r)))
    return got.length === top.length ? 'all of the highest' : 'one of the highest'
  if (got.length === candidates.length && got.every((r) => candidates.includes(r)))
    return 'all non-negative ones'
  return 'one that is not the highest'
}
