import { closureOf, connectionOf } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { markOf } from './pattern.js'

/** What the judge `order` is asked: the marks, in the order they were sent on one stream. */
export interface OrderArgs {
  /** The receiving connection. */
  at: string
  marks: string[]
}

/**
 * What arrives of one sender's stanzas at one receiver arrives in sending order, bare and full JID merged
 * (RFC 6120 10.1). Sound: it compares positions on one stream; stanzas that went elsewhere do not matter.
 */
export const order: Judge<OrderArgs> = (history, { at, marks }) => {
  const expected = ['What arrives keeps the order in which it was sent.']
  const connection = connectionOf(history, at)
  const seen = (connection?.received ?? []).filter(
    ({ element }) => element.attrs.type !== 'error' && marks.includes(markOf(element) ?? ''),
  )
  const positions = seen.map(({ element }) => marks.indexOf(markOf(element) ?? ''))
  const evidence = seen.map((s) => s.n)
  const closure = closureOf(connection)
  if (seen.length < 2)
    return judgement('inconclusive', {
      expected,
      actual: `${at} received ${seen.length} of ${marks.length}`,
      explanation: 'Fewer than two of the stanzas arrived there, so there is no order to compare.',
      evidence,
      closure,
    })
  const late = positions.findIndex((p, i) => i > 0 && p < (positions[i - 1] ?? 0))
  if (late < 0)
    return judgement('pass', {
      expected,
      actual: `${seen.length} of ${marks.length} arrived at ${at}, in order`,
      explanation: 'Every stanza that arrived has a later place in the sending order than the one before it.',
      evidence,
      closure,
    })
  return judgement('fail', {
    expected,
    actual: `at ${at}, stanza ${(positions[late] ?? 0) + 1} of ${marks.length} came after stanza ${(positions[late - 1] ?? 0) + 1}`,
    explanation: `${at} received two stanzas of one sender in the reverse of the order in which they were sent.`,
    deviation: 'two stanzas of one sender are swapped',
    evidence,
    closure,
  })
}
