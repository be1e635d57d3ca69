import { NS } from '../wire/ns.js'
import { type Connection, closureOf, type History } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { conditionOf } from './pattern.js'
import { child, text } from './xml.js'

/** What the judge `distinct` is asked: that connections differ in the full JID they were given. */
export interface DistinctArgs {
  connections: string[]
}

/**
 * No two connected resources share a full JID (RFC 6120 7.5). Sound: it fails only when neither connection was
 * ended before, or by the subject, which may resolve a conflict by ending the older one, or by refusing the newer
 * one (7.7.2.2).
 */
export const distinct: Judge<DistinctArgs> = (history, { connections }) => {
  const expected = ['Every connection is bound to a full JID of its own, with a resource that is not empty.']
  const bound = history.connections.filter((c) => connections.includes(c.id) && c.jid !== undefined)
  const evidence = bound.map((c) => c.boundAt)
  const jids = bound.map((c) => c.jid ?? '')
  const actual = `the bind results are ${jids.map((j) => j.slice(j.indexOf('/') + 1)).join(', ')}`
  const refused = history.connections.filter((c) => connections.includes(c.id) && refusal(c) !== undefined)
  if (bound.length === 0 || bound.length + refused.length < connections.length)
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
      evidence: [...evidence, ...refused.map(refusal)],
      ...branchOf(history, bound, refused),
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

/** How the subject resolved a conflict: all connections asked for one resource (RFC 6120 7.7.2.2). */
function branchOf(history: History, bound: Connection[], refused: Connection[]): { branch?: string } {
  const asked = new Set([...bound, ...refused].map(wanted))
  const [resource] = asked
  if (asked.size > 1 || resource === undefined || bound.length + refused.length < 2) return {}
  if (refused.length > 0) return { branch: 'the newer session is refused with conflict' }
  if (new Set(bound.map((c) => c.jid)).size === bound.length)
    return { branch: 'the newer session gets another resource' }
  const older = history.connections.find((c) => bound.includes(c))
  return { branch: `the older session is ended: ${closureOf(older)}` }
}

function wanted({ sent }: Connection): string | undefined {
  const bind = sent.map(({ element }) => child(element, 'bind', NS.bind)).find((each) => each !== undefined)
  const resource = bind && child(bind, 'resource', NS.bind)
  return resource && text(resource)
}

/** Event number of the answer that refused the resource because another session has it. */
function refusal(connection: Connection): number | undefined {
  if (connection.jid !== undefined) return undefined
  const ids = connection.sent
    .filter(({ element }) => child(element, 'bind', NS.bind) !== undefined)
    .map(({ element }) => element.attrs.id)
  const answers = connection.received.filter(({ element }) => ids.includes(element.attrs.id))
  return answers.find(({ element }) => conditionOf(element) === 'conflict')?.n
}

function clash(older: Connection, newer: Connection): boolean {
  if (older.jid !== newer.jid || older.boundAt! >= newer.boundAt!) return false
  const { streamError, closeReceived, ended, closeSent = ended?.n } = older
  if (streamError !== undefined || closeReceived !== undefined || ended?.by === 'subject') return false
  return closeSent === undefined || closeSent > newer.boundAt!
}
