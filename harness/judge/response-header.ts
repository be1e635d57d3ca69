import { NS } from '../wire/ns.js'
import { type Connection, closureOf, connectionOf, type History, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { bare } from './pattern.js'
import { mostBits } from './unguessable.js'

/** What the judge `response-header` is asked about the headers with which the subject answered. */
export interface ResponseHeaderArgs {
  /** The connections that are watched, `actor/epoch`. */
  at: string[]
  /**
   * `from`: each names a domain of the subject's own (RFC 6120 4.7.1); `to`: it has the bare JID of the header that
   * it answers, if that had a `from` (4.7.2); `id`: ids that are unique over all connections, and hold 32 bits of
   * chance or more (4.7.3); `restart`: those of one connection differ (4.3.3).
   */
  asks: 'from' | 'to' | 'id' | 'restart'
  /** The domain that the connections are for. */
  domain: string
}

type Finding = [verdict: 'pass' | 'fail' | 'inconclusive', what: string, evidence: Seen[]]

/** What nobody may be able to guess at least; real ids have twice that and more. */
const BITS = 32
/** Fewer ids than this have too little in common to tell chance from a pattern. */
const LEAST = 8

const RULES: Record<
  ResponseHeaderArgs['asks'],
  { says: string; find(connections: Connection[], domain: string): Finding }
> = {
  from: {
    says: "Every response header names one of the server's own domains in `from`.",
    find: (connections, domain) => {
      const headers = connections.flatMap((c) => c.headers.filter(isHeader))
      const fromOf = ({ element }: Seen) => (element.attrs.from ?? '').toLowerCase()
      const wrong = headers.find((h) => !/^[^@/\s]+$/u.test(fromOf(h)))
      if (wrong !== undefined) return ['fail', 'the `from` of a header is missing, or no domain', [wrong]]
      const other = headers.find((h) => fromOf(h) !== domain)
      if (other !== undefined) return ['inconclusive', 'Whether it serves the domain isn’t known.', [other]]
      return ['pass', '', headers]
    },
  },
  to: {
    says: 'The response header has `to`, with the bare JID, exactly if the header that it answers had `from`.',
    find: (connections) => {
      const pairs = connections.flatMap((c) =>
        c.headers.filter(isHeader).map((h) => [asked(c, h), h] as const),
      )
      for (const [request, response] of pairs) {
        const { from } = request?.element.attrs ?? {}
        const { to } = response.element.attrs
        if (from === undefined && to !== undefined)
          return ['fail', 'a `to` that no `from` asked for', [response]]
        if (from !== undefined && to === undefined)
          return ['fail', 'no `to` in spite of a `from`', [response]]
        if (from !== undefined && to !== bare(from))
          return ['fail', 'a `to` that isn’t the bare JID of the `from`', [response]]
      }
      return ['pass', '', pairs.map(([, response]) => response)]
    },
  },
  id: {
    says: `Every response header has an id that is unique, and of which ${BITS} bits or more can’t be known before.`,
    find: (connections) => {
      const headers = connections.flatMap((c) => c.headers.filter(isHeader))
      const without = headers.find(({ element }) => !element.attrs.id)
      if (without !== undefined) return ['fail', 'a header has no id', [without]]
      // Two of one connection are the rule about restarts.
      const perConnection = connections.map((c) => [...new Set(c.headers.filter(isHeader).map(idOf))])
      const ids = perConnection.flat()
      const again = ids.find((id, i) => ids.indexOf(id) < i)
      if (again !== undefined)
        return ['fail', 'two streams have one id', headers.filter((h) => idOf(h) === again)]
      if (ids.length < LEAST) return ['inconclusive', `It takes ${LEAST} ids for an answer.`, headers]
      if (mostBits(ids, ids) < BITS) return ['fail', 'ids differ in too few places', headers]
      return ['pass', '', headers]
    },
  },
  restart: {
    says: 'Each restart of a stream gets a stream id of its own.',
    find: (connections) => {
      const restarted = connections.map((c) => c.headers.filter(isHeader)).filter((all) => all.length > 1)
      const again = restarted.find((all) => new Set(all.map(idOf)).size < all.length)
      if (again !== undefined) return ['fail', 'a restarted stream has the id that it had before', again]
      if (restarted.length === 0) return ['inconclusive', 'No stream was restarted.', []]
      return ['pass', '', restarted.flat()]
    },
  },
}

const isHeader = ({ element: { ns, name } }: Seen) => ns === NS.stream && name === 'stream'
const idOf = ({ element }: Seen) => element.attrs.id ?? ''
const asked = ({ headersSent }: Connection, { n }: Seen) => headersSent.findLast((h) => h.n < n)

/** Judges the subject's headers. Sound: it fails on headers that were written, and shows them. */
export const responseHeader: Judge<ResponseHeaderArgs> = (history, { at, asks, domain }) => {
  const { says, find } = RULES[asks]
  const [verdict, what, seen] = findingOf(history, at, (connections) => find(connections, domain))
  return judgement(verdict, {
    expected: [says],
    actual: `the subject sent ${seen.length} headers that the rule is about`,
    explanation: what === '' ? says : verdict === 'inconclusive' ? what : `${says} But there is ${what}.`,
    deviation: verdict === 'fail' ? what : '',
    evidence: seen.map(({ n }) => n),
    closure: closureOf(connectionOf(history, at.at(-1) ?? '')),
  })
}

function findingOf(history: History, at: string[], find: (connections: Connection[]) => Finding): Finding {
  const connections = at.flatMap((id) => connectionOf(history, id) ?? [])
  const answered = connections.filter((c) => c.headers.some(isHeader))
  if (answered.length < at.length || at.length === 0)
    return ['inconclusive', 'Not every connection got a response header.', []]
  return find(connections)
}
