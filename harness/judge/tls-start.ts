import { type Connection, closureOf } from './history.js'
import { type Judge, judgement } from './judgement.js'

/** What the judge `tls-start` is asked about how TLS began at some nodes (XEP-0368). */
export interface TlsStartArgs {
  /** Nodes by name. */
  nodes: string[]
  /** `direct`: TLS comes first, and asks for `sni`; `starttls`: a stream header comes first. */
  asks: 'direct' | 'starttls'
  /** The domain that is to be named in the TLS handshake. */
  sni?: string
}

const SAYS: Record<TlsStartArgs['asks'], string> = {
  direct: "At a direct-TLS target TLS comes first, and names the account's domain.",
  starttls: 'At a target of the plain record type the stream comes first.',
}

/** Judges what came first at some nodes. Sound: it fails on bytes, and on a handshake that never came about. */
export const tlsStart: Judge<TlsStartArgs> = (history, { nodes, asks, sni }) => {
  const there = history.connections.filter(({ id }) => nodes.includes(id.slice(0, id.lastIndexOf('/'))))
  const expected = [SAYS[asks]]
  const evidence = there.flatMap(({ opened, securedAt }) => [opened, securedAt])
  const closure = closureOf(there.at(-1))
  const actual = `it connected there ${there.length === 0 ? 'not at all' : 'at least once'}`
  if (there.length === 0)
    return judgement(asks === 'direct' ? 'inapplicable' : 'inconclusive', {
      expected,
      actual,
      explanation: 'The subject did not connect to such a target.',
    })
  const deviation = there.map((c) => problem(c, asks, sni)).find((what) => what !== undefined)
  return judgement(deviation === undefined ? 'pass' : 'fail', {
    expected,
    actual,
    explanation: deviation === undefined ? SAYS[asks] : `${SAYS[asks]} But ${deviation}.`,
    deviation: deviation ?? '',
    evidence,
    closure,
  })
}

function problem(c: Connection, asks: TlsStartArgs['asks'], sni: string | undefined): string | undefined {
  const header = c.headers[0]?.n ?? Number.POSITIVE_INFINITY
  if (asks === 'starttls') {
    const stream = header < (c.securedAt ?? Number.POSITIVE_INFINITY)
    return stream ? undefined : 'something else than a stream header came first'
  }
  if (c.securedAt === undefined || header < c.securedAt) return 'no TLS handshake came first'
  return sni === undefined || c.sni === sni ? undefined : 'the handshake named another host'
}
