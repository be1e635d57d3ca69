import { type Delivery, followMessage, senderClosure } from './delivery.js'
import { type Judge, judgement } from './judgement.js'
import { conditionOf } from './pattern.js'

/** What the judge `alike` is asked: that two states of an account are the same to routing. */
export interface AlikeArgs {
  /** The message sent in the state in question. */
  mark: string
  /** Messages sent in the state that it must be equal to; two or more show whether the server is constant. */
  like: string[]
}

/**
 * A message meets the same fate as others sent to the same address in a state that must count as equal. Sound: it
 * fails only when every state was proven and the messages it compares with all met one fate, so that whatever
 * rule the server has chosen, it treats the two states differently.
 */
export const alike: Judge<AlikeArgs> = (history, { mark, like }) => {
  const expected = ['The message meets the same fate as those sent in the equal state.']
  const followed = [...like, mark].map((m) => followMessage(history, m))
  const deliveries = followed.filter((d) => typeof d !== 'string')
  const last = deliveries.at(-1)
  if (last === undefined || deliveries.length < followed.length)
    return judgement('inconclusive', {
      expected,
      actual: 'not sent',
      explanation: 'One of the messages to compare was never sent.',
    })
  const actual = fateOf(last)
  const said = {
    expected,
    actual,
    evidence: deliveries.flatMap((d) => d.evidence),
    closure: senderClosure(last),
  }
  const doubts = deliveries.flatMap((d) => d.doubts)
  if (doubts.length > 0) return judgement('inconclusive', { ...said, explanation: doubts.join(' ') })
  const others = [...new Set(deliveries.slice(0, -1).map(fateOf))]
  const [other = ''] = others
  if (others.length !== 1)
    return judgement('inconclusive', {
      ...said,
      explanation: `The server’s choice varies without a change of state: ${others.join('; or ')}.`,
    })
  if (actual === other)
    return judgement('pass', { ...said, explanation: `In both states, this happens: ${actual}.` })
  return judgement('fail', {
    ...said,
    deviation: `${actual}, instead of: ${other}`,
    explanation: `In the equal state this happens: ${other}. Here, however: ${actual}.`,
  })
}

function fateOf({ receivers, errors }: Delivery): string {
  const parts = [
    ...receivers
      .map(({ resource, copies }) => `${resource.connection.id} receives ${copies.length}`)
      .toSorted(),
    ...errors.map(({ element }) => `the sender receives ${conditionOf(element) ?? 'an error'}`),
  ]
  return parts.length === 0 ? 'nobody receives anything' : parts.join(', ')
}
