import { NS } from '../wire/ns.js'
import { type Connection, closureOf, connectionOf, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { bare } from './pattern.js'
import { child } from './xml.js'

/** What the judge `opening` is asked about how the subject negotiated one stream. */
export interface OpeningArgs {
  /** The connection that is watched, `node/epoch`. */
  at: string
  /**
   * `restart`: a new header after TLS and after SASL, no closing tag before it (RFC 6120 4.3.3); `from`: the
   * subject names itself inside TLS (4.7.1); `version`: at least 1.0 in every header (4.7.5); `restraint`: nothing
   * but binding before it has a resource (4.3.5).
   */
  asks: 'restart' | 'from' | 'version' | 'restraint'
}

interface Finding {
  verdict: 'pass' | 'pass-lax' | 'fail' | 'inconclusive'
  what: string
  evidence: (number | undefined)[]
}

const RULES: Record<OpeningArgs['asks'], { says: string; find(connection: Connection): Finding }> = {
  restart: {
    says: 'After TLS and after SASL a new header comes on the same connection, without a closing tag before it.',
    find: (connection) => {
      const other = connection.headers.find(({ element }) => !isHeader(element))
      if (other !== undefined) return failed('no new header came inside TLS', other.n)
      const { closeReceived, boundAt = Number.POSITIVE_INFINITY } = connection
      if (closeReceived !== undefined && closeReceived < boundAt)
        return failed('a closing tag came during the negotiation', closeReceived)
      const success = connection.sent.find(({ element }) => isSuccess(element))
      const next = success && connection.received.find(({ n }) => n > success.n)
      if (success === undefined || next === undefined) return open('The negotiation did not come to its end.')
      const header = connection.headers.find(({ n }) => n > success.n)
      if (header === undefined || header.n > next.n) return failed('no new header came after SASL', next.n)
      return { verdict: 'pass', what: '', evidence: connection.headers.map(({ n }) => n) }
    },
  },
  from: {
    says: 'Inside TLS every header names the own account in `from`; before, better none does.',
    find: ({ headers, securedAt, jid }) => {
      const inside = headers.filter(({ n }) => n > (securedAt ?? Number.POSITIVE_INFINITY))
      if (inside.length === 0 || jid === undefined) return open('The negotiation did not come to its end.')
      const wrong = inside.find(({ element }) => bare(element.attrs.from ?? '') !== bare(jid))
      if (wrong !== undefined) return failed('a header inside TLS does not name the account', wrong.n)
      const early = headers.find((h) => !inside.includes(h) && h.element.attrs.from !== undefined)
      if (early === undefined) return { verdict: 'pass', what: '', evidence: inside.map(({ n }) => n) }
      return { verdict: 'pass-lax', what: 'the account is named in clear, too', evidence: [early.n] }
    },
  },
  version: {
    says: 'Every header says version 1.0 or higher.',
    find: ({ headers }) => {
      if (headers.length === 0) return open('No header came.')
      const wrong = headers.find(({ element }) => !/^[1-9]\d*\.\d+$/u.test(element.attrs.version ?? ''))
      if (wrong !== undefined) return failed('a header says no version from 1.0 on', wrong.n)
      return { verdict: 'pass', what: '', evidence: headers.map(({ n }) => n) }
    },
  },
  restraint: {
    says: 'Before it has a resource, the subject sends no stanza but the request for one.',
    find: ({ received, boundAt }) => {
      const early = received.filter(({ n }) => n < (boundAt ?? Number.POSITIVE_INFINITY))
      const wrong = early.find(
        ({ element }) => element.ns === NS.client && child(element, 'bind') === undefined,
      )
      if (wrong !== undefined) return failed('a stanza came before the resource was bound', wrong.n)
      if (boundAt === undefined) return open('No resource was bound.')
      return { verdict: 'pass', what: '', evidence: [boundAt] }
    },
  },
}

const failed = (what: string, n: number): Finding => ({ verdict: 'fail', what, evidence: [n] })
const open = (what: string): Finding => ({ verdict: 'inconclusive', what, evidence: [] })
const isHeader = ({ ns, name }: Seen['element']) => ns === NS.stream && name === 'stream'
const isSuccess = ({ ns, name }: Seen['element']) => ns === NS.sasl && name === 'success'

/** Judges how a stream was negotiated. Sound: it fails on what was written, and shows it. */
export const opening: Judge<OpeningArgs> = (history, { at, asks }) => {
  const connection = connectionOf(history, at)
  const { says, find } = RULES[asks]
  const found = connection === undefined ? open(`The connection ${at} was never made.`) : find(connection)
  const { verdict, what, evidence } = found
  return judgement(verdict, {
    expected: [says],
    actual: `the subject sent ${connection?.headers.length ?? 0} headers`,
    explanation: what === '' ? says : verdict === 'inconclusive' ? what : `${says} But ${what}.`,
    deviation: verdict === 'fail' || verdict === 'pass-lax' ? what : '',
    evidence,
    closure: closureOf(connection),
  })
}
