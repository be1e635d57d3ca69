import { type Judge, judgement } from './judgement.js'

/** What the judge `distinct` is asked: that connections differ in the full JID they were given. */
export interface DistinctArgs {
  connections: string[]
}

/** No two connected resources share a full JID (RFC 6120 7.5). Sound: it reads bind results only. */
export const distinct: Judge<DistinctArgs> = (history, { connections }) => {
  const expected = ['Every connection is bound to a full JID of its own, with a resource that is not empty.']
  const bound = history.connections.filter((c) => connections.includes(c.id) && c.jid !== undefined)
  const evidence = bound.map((c) => c.boundAt)
  const jids = bound.map((c) => c.jid ?? '')
  const actual = `the bind results are ${jids.map((j) => j.slice(j.indexOf('/') + 1)).join(', ')}`
  if (bound.length < connections.length)
    return judgement('inconclusive', {
      expected,
      actual,
      explanation: `Only ${bound.length} of ${connections.length} connections were bound.`,
      evidence,
    })
  const empty = jids.some((j) => !/\/./.test(j))
  if (new Set(jids).size === jids.length && !empty)
    return judgement('pass', { expected, actual, explanation: 'All bind results differ.', evidence })
  return judgement('fail', {
    expected,
    actual,
    explanation: empty
      ? 'A bind result has no resource.'
      : 'Two connections were bound to one full JID at the same time.',
    deviation: empty ? 'a bind result has no resource' : 'two connected resources have one full JID',
    evidence,
  })
}
