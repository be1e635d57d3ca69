import { NS } from '../wire/ns.js'
import { type Connection, closureOf, type History } from './history.js'
import { type Judge, judgement } from './judgement.js'

/** What the judge `walk` is asked about the connections that the subject made, one after the other. */
export interface WalkArgs {
  /**
   * `order`: it went to these nodes in this order; `to`: every initial header has the same `to` (RFC 6120 4.9.3.19);
   * `hops`: it followed a chain, but not for ever; `tls`: no SASL outside TLS; `stop`: nothing but the initial
   * header and STARTTLS at these nodes, whose identity fails; `ends`: a redirected stream was closed in order, and
   * carried no stanza behind the error (4.9.1.1).
   */
  asks: 'order' | 'to' | 'hops' | 'tls' | 'stop' | 'ends'
  /** Nodes by name: for `order` all of the walk, for `stop` those whose identity fails; not used by the others. */
  nodes: string[]
  /** For `hops`: the least and the most redirects to be followed. */
  hops?: [least: number, most: number]
}

interface Rule {
  says: string
  /** What is wrong, free of ids; `undefined` when nothing is; `null` when there is nothing to judge. */
  problem(walk: Connection[], args: WalkArgs): Problem | undefined | null
}

interface Problem {
  what: string
  evidence: (number | undefined)[]
}

const nodeOf = ({ id }: Connection) => id.slice(0, id.lastIndexOf('/'))
const redirected = ({ sent }: Connection) =>
  sent.find(({ element }) => element.ns === NS.stream && element.name === 'error')

const RULES: Record<WalkArgs['asks'], Rule> = {
  order: {
    says: 'The subject connects where it is sent, in that order.',
    problem: (walk, { nodes }) => {
      const went = walk.map(nodeOf)
      const wrong = nodes.findIndex((node, i) => went[i] !== node)
      if (wrong < 0 && went.length === nodes.length) return undefined
      const what =
        wrong >= 0 && went[wrong] !== undefined ? 'it went to another node' : 'the walk has another length'
      return { what, evidence: walk.map(({ opened }) => opened) }
    },
  },
  to: {
    says: 'Every initial stream header has the same `to`.',
    problem: (walk) => {
      const headers = walk.flatMap(({ headers }) => headers)
      if (walk.filter(({ headers }) => headers.length > 0).length < 2) return null
      const other = headers.find(({ element }) => element.attrs.to !== headers[0]?.element.attrs.to)
      return other && { what: 'a header has another `to`', evidence: [headers[0]?.n, other.n] }
    },
  },
  hops: {
    says: 'A chain of redirects is followed, and given up at some length.',
    problem: (walk, { hops: [least, most] = [0, 0] }) => {
      const followed = walk.length - 1
      const evidence = walk.map(({ opened }) => opened)
      if (followed > most) return { what: `more than ${most} redirects are followed`, evidence }
      return followed < least ? { what: `fewer than ${least} redirects are followed`, evidence } : undefined
    },
  },
  tls: {
    says: 'The subject begins SASL inside TLS only.',
    problem: (walk) => {
      const auths = walk.flatMap((c) => c.received.filter(isSasl).map((seen) => ({ c, seen })))
      if (auths.length === 0) return walk.length === 0 ? null : undefined
      const clear = auths.find(({ c, seen }) => c.securedAt === undefined || c.securedAt > seen.n)
      return clear && { what: 'SASL was begun in clear', evidence: [clear.seen.n] }
    },
  },
  stop: {
    says: 'A host whose identity fails gets nothing but the initial header and the request for TLS.',
    problem: (walk, { nodes }) => {
      const there = walk.filter((c) => nodes.includes(nodeOf(c)))
      if (there.length === 0) return null
      const told = there.flatMap((c) => c.received.filter(({ element }) => element.ns !== NS.tls))
      const inside = there.flatMap((c) => c.headers.slice(1))
      const first = [...told, ...inside][0]
      return first && { what: 'something was sent to a host whose identity fails', evidence: [first.n] }
    },
  },
  ends: {
    says: 'A redirected stream is closed by the subject, too, and carries no stanza behind the error.',
    problem: (walk) => {
      const left = walk.flatMap((c) => {
        const error = redirected(c)
        return error === undefined ? [] : [{ c, error }]
      })
      if (left.length === 0) return null
      for (const { c, error } of left) {
        if (c.closeReceived === undefined)
          return { what: 'no closing tag came', evidence: [error.n, c.ended?.n] }
        const after = c.received.find((s) => s.n > error.n && s.element.ns === NS.client)
        if (after !== undefined)
          return { what: 'a stanza came behind the redirect', evidence: [error.n, after.n] }
      }
      return undefined
    },
  },
}

/**
 * Judges where the subject connected to and what it did there (INV-RD-a, INV-RD-b). Sound: it fails on what was
 * recorded; that something is missing counts only when the script came to its end, which waits for the walk's.
 */
export const walk: Judge<WalkArgs> = (history, args) => {
  const { says, problem } = RULES[args.asks]
  const made = history.connections.filter(({ by }) => by === 'subject')
  const said = { expected: [says], actual: `it connected to ${made.map(nodeOf).join(', ') || 'nothing'}` }
  const closure = closureOf(made.at(-1))
  const found = problem(made, args)
  if (found === null || unfinished(history))
    return judgement('inconclusive', {
      ...said,
      explanation:
        found === null ? 'The walk did not come to what the rule is about.' : 'The script did not end.',
      closure,
    })
  const evidence = made.flatMap(({ opened, headers, securedAt }) => [
    opened,
    ...headers.map((h) => h.n),
    securedAt,
  ])
  if (found === undefined) return judgement('pass', { ...said, explanation: says, evidence, closure })
  return judgement('fail', {
    ...said,
    explanation: `The subject ${said.actual.slice(3)}. ${says} But ${found.what}.`,
    deviation: found.what,
    evidence: found.evidence,
    closure,
  })
}

const unfinished = ({ outcome }: History) => outcome !== undefined && outcome.outcome !== 'done'
const isSasl = ({ element }: Connection['received'][number]) => element.ns === NS.sasl
