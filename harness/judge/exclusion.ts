import { type Delivery, followMessage, senderClosure } from './delivery.js'
import { type Judge, judgement } from './judgement.js'
import { describe } from './routing.js'

/** What the judge `exclusion` is asked: that the message with this mark passed by resources of one kind. */
export interface ExclusionArgs {
  mark: string
  /** `negative`: resources with negative priority; `connected`: those that are not available. */
  passesBy: 'negative' | 'connected'
}

const WORDS = {
  negative: 'a resource with negative priority',
  connected: 'a resource that is only connected',
} as const

/**
 * A message to the bare JID reaches no resource of the excluded kind (RFC 6121 8.5.2.1.1). Sound: it fails on a
 * delivered copy alone, and passes only when every stream carried a fence behind the message.
 */
export const exclusion: Judge<ExclusionArgs> = (history, { mark, passesBy }) => {
  const expected = [`No copy reaches ${WORDS[passesBy]}.`]
  const delivery = followMessage(history, mark)
  if (typeof delivery === 'string')
    return judgement('inconclusive', { expected, actual: 'not sent', explanation: delivery })
  const excluded = (r: Delivery['account']['resources'][number]) =>
    passesBy === 'negative' ? r.status === 'available' && r.priority < 0 : r.status === 'connected'
  const said = {
    expected,
    actual: describe(delivery),
    evidence: delivery.evidence,
    closure: senderClosure(delivery),
  }
  if (delivery.doubts.length > 0)
    return judgement('inconclusive', { ...said, explanation: delivery.doubts.join(' ') })
  if (!delivery.account.resources.some(excluded))
    return judgement('inconclusive', { ...said, explanation: `The account did not have ${WORDS[passesBy]}.` })
  const hit = delivery.receivers.find((r) => excluded(r.resource))
  if (hit !== undefined)
    return judgement('fail', {
      ...said,
      deviation: `a ${delivery.type} message reached ${WORDS[passesBy]}`,
      explanation: `${hit.resource.connection.id} is ${WORDS[passesBy]}, and received the message sent to the bare JID.`,
    })
  return judgement('pass', {
    ...said,
    explanation: `Every stream carried a fence behind the message: ${said.actual}`,
  })
}
