import { NS } from '../wire/ns.js'
import type { Connection, History, Seen } from './history.js'
import type { WalkArgs, WalkAsk } from './walk-args.js'
import { redirectedAt, streamErrorOf, unclosed } from './walk-closing.js'

/** What a rule found. */
export interface Problem {
  /** What is wrong, free of ids. */
  what: string
  evidence: (number | undefined)[]
  /** `missing`: it counts only when the script came to its end, which waits for the walk's. Default `seen`. */
  because?: 'seen' | 'missing'
  /** Default `fail`. */
  verdict?: 'fail' | 'pass-lax'
}

/** A rule for walks. */
export interface Rule {
  says: string
  /** `undefined` when nothing is wrong, `null` when the walk did not come to what the rule is about. */
  problem(walk: Connection[], args: WalkArgs, history: History): Problem | undefined | null
}

/** The node that a connection was made to. */
export const nodeOf = ({ id }: Connection): string => id.slice(0, id.lastIndexOf('/'))

const openings = (walk: Connection[]) => walk.map(({ opened }) => opened)
const isAt = (nodes: string[]) => (c: Connection) => nodes.includes(nodeOf(c))
const isSasl = ({ element }: Seen) => element.ns === NS.sasl
const isStreamError = ({ element }: Seen) => element.ns === NS.stream && element.name === 'error'

/** Redirects followed in each chain; a chain begins at the node where the walk began. */
function chains(walk: Connection[]): number[] {
  const origin = walk[0] && nodeOf(walk[0])
  const starts = walk.flatMap((c, i) => (nodeOf(c) === origin ? [i] : []))
  return starts.map((start, i) => (starts[i + 1] ?? walk.length) - start - 1)
}

const begins: Rule = {
  says: 'The subject connects where it is sent first, in that order.',
  problem: (walk, { nodes }) => {
    const wrong = nodes.findIndex((node, i) => walk[i] === undefined || nodeOf(walk[i]) !== node)
    if (wrong < 0) return undefined
    const evidence = openings(walk)
    if (walk[wrong] !== undefined) return { what: 'it went to another node', evidence }
    return { what: 'it did not go on', evidence, because: 'missing' }
  },
}

const order: Rule = {
  says: 'The subject connects where it is sent, in that order, and nowhere else.',
  problem: (walk, args, history) => {
    const wrong = begins.problem(walk, args, history)
    if (wrong || walk.length === args.nodes.length) return wrong
    return { what: 'it connected more often', evidence: openings(walk) }
  },
}

export const RULES: Record<WalkAsk, Rule> = {
  begins,
  order,
  arrives: {
    says: 'The subject connects where it is sent, in that order, and has a session there.',
    problem: (walk, args, history) => {
      const wrong = order.problem(walk, args, history)
      if (wrong) return wrong
      const evidence = openings(walk)
      if (walk.at(-1)?.jid !== undefined) return undefined
      return { what: 'it has no session at the last node', evidence, because: 'missing' }
    },
  },
  avoids: {
    says: 'The subject does not connect to what nothing points it to.',
    problem: (walk, { nodes }) => {
      if (walk.length === 0) return null
      const there = walk.find(isAt(nodes))
      return there && { what: 'it connected to such a node', evidence: [there.opened] }
    },
  },
  to: {
    says: 'Every initial stream header has the right `to`, the same everywhere.',
    problem: (walk, { to }) => {
      const headers = walk.flatMap((c) => c.headers)
      const first = headers[0]
      if (first === undefined) return null
      if (to === undefined && walk.filter((c) => c.headers.length > 0).length < 2) return null
      const other = headers.find(({ element }) => element.attrs.to !== (to ?? first.element.attrs.to))
      return other && { what: 'a header has another `to`', evidence: [first.n, other.n] }
    },
  },
  hops: {
    says: 'A chain of redirects is followed, and given up at some length.',
    problem: (walk, { hops: [least, most] = [0, 0] }) => {
      if (walk.length === 0) return null
      const evidence = openings(walk)
      const longest = Math.max(...chains(walk))
      if (longest > most) return { what: `more than ${most} redirects are followed`, evidence }
      if (longest >= least) return undefined
      return { what: `fewer than ${least} redirects are followed`, evidence, because: 'missing' }
    },
  },
  bounded: {
    says: 'A chain of redirects is given up at some length.',
    problem: (walk, { hops: [least, most] = [0, 0], endless = Number.POSITIVE_INFINITY }) => {
      if (walk.length === 0) return null
      const evidence = openings(walk)
      const longest = Math.max(...chains(walk))
      if (longest >= endless) return { what: 'the redirects are followed without end', evidence }
      if (longest >= least && longest <= most) return undefined
      const what = `the chain is given up, but not after ${least} to ${most} redirects`
      return { what, evidence, because: 'missing', verdict: 'pass-lax' }
    },
  },
  tls: {
    says: 'The subject begins SASL inside TLS only.',
    problem: (walk, { nodes }) => {
      if (walk.length === 0 || (nodes.length > 0 && !walk.some(isAt(nodes)))) return null
      const auths = walk.flatMap((c) => c.received.filter(isSasl).map((seen) => ({ c, seen })))
      const clear = auths.find(({ c, seen }) => c.securedAt === undefined || c.securedAt > seen.n)
      return clear && { what: 'SASL was begun in clear', evidence: [clear.seen.n] }
    },
  },
  stop: {
    says: 'A host that cannot prove its identity gets nothing but the initial header and the request for TLS.',
    problem: (walk, { nodes }) => {
      const there = walk.filter(isAt(nodes))
      if (there.length === 0) return null
      const told = there.flatMap((c) =>
        c.received.filter((seen) => seen.element.ns !== NS.tls && !isStreamError(seen)),
      )
      const later = there.flatMap((c) =>
        c.headers.filter(({ n }, i) => i > 0 || (c.securedAt !== undefined && n > c.securedAt)),
      )
      const first = [...told, ...later].sort((a, b) => a.n - b.n)[0]
      return first && { what: 'something else was sent to such a host', evidence: [first.n] }
    },
  },
  closes: {
    says: 'A stream that got a stream error is closed by the subject, too.',
    problem: (walk, _, history) => unclosed(walk, streamErrorOf, history),
  },
  ends: {
    says: 'A redirected stream is closed by the subject, too, and carries no stanza behind the redirect.',
    problem: (walk, _, history) => {
      for (const c of walk) {
        const error = redirectedAt(c)
        const after = error && c.received.find((s) => s.n > error.n && s.element.ns === NS.client)
        if (after) return { what: 'a stanza came behind the redirect', evidence: [error.n, after.n] }
      }
      return unclosed(walk, redirectedAt, history)
    },
  },
  copes: {
    says: 'After an end that leads nowhere, the subject reports it or connects again, but nowhere else.',
    problem: (walk, { nodes, within = 0 }, { events }) => {
      // What isn't XML can't be read as a stream error: then all that the first node said comes before.
      const first = events.filter((e) => e.kind === 'sent' && e.conn === walk[0]?.id)
      const error = walk.flatMap((c) => streamErrorOf(c) ?? []).at(-1) ?? first.at(-1)
      const there = walk.find(isAt(nodes))
      if (there) return { what: 'it connected to another host', evidence: [error?.n, there.opened] }
      if (error === undefined) return null
      const reacted =
        walk.some(({ opened }) => opened > error.n) || events.some((e) => e.kind === 'log' && e.n > error.n)
      if (reacted) return undefined
      if ((events.at(-1)?.t ?? 0) < error.t + within) return null
      return { what: 'nothing came of it', evidence: [error.n], because: 'missing' }
    },
  },
  follows: {
    says: 'Whether the subject goes where it is sent is its choice.',
    problem: (walk) => (walk.length === 0 ? null : undefined),
  },
}
