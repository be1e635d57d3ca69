import type { Connection } from './history.js'
import { type Judge, judgement } from './judgement.js'

/** What the judge `distinct` is asked: that connections differ in the full JID they were given. */
export interface DistinctArgs {
  connections: string[]
}

/**
 * No two connected resources share a full JID (RFC 6120 7.5). Sound: it fails only when neither connection was
 * ended before, or by the subject, which may resolve a conflict by ending the older one (7.7.2.2).
 */
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
  if (!empty && !bound.some((a) => bound.some((b) => clash(a, b))))
    return judgement('pass', {
      expected,
      actual,
      explanation: 'No two of them were bound to one full JID at the same time.',
      evidence,
    })
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

function clash(older: Connection, newer: Connection): boolean {
  if (older.jid !== newer.jid || older.boundAt! >= newer.boundAt!) return false
  const { streamError, closeReceived, ended, closeSent = ended?.n } = older
  if (streamError !== undefined || closeReceived !== undefined || ended?.by === 'subject') return false
  return closeSent === undefined || closeSent > newer.boundAt!
}
