import type { Verdict } from '../core/verdict.js'
import { NS } from '../wire/ns.js'
import { type Connection, closureOf, connectionOf, type History, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { barrierAt } from './window.js'
import { elements, type XmlElement } from './xml.js'

/** What the judge `stream-error` is asked about how the subject ended a stream that went wrong. */
export interface StreamErrorArgs {
  /** The connection that is watched, `actor/epoch`. */
  at: string
  /**
   * `close`: the error, and the closing tag right behind it (RFC 6120 4.9.1.1); `setup`: opening tag, error and
   * closing tag in answer to a header (4.9.1.2); `host`: that opening tag comes from a domain that is served, or
   * from none (4.9.1.3); `syntax`: what the error element holds (4.9.2); `condition`: which it is, recorded only.
   */
  asks: 'close' | 'setup' | 'host' | 'syntax' | 'condition'
  /** Id of a barrier sent behind what went wrong: its answer shows that the subject took it for no error. */
  until?: string
  /** For `close`: how long the subject has for the closing tag behind the error, ms. */
  within?: number
  /** For `host`: the domains of the subject that are known, and the one asked for, which is nobody's. */
  domains?: { served: string; unknown?: string }
}

type Finding = [verdict: Verdict, what: string, evidence: (Seen | { n: number } | undefined)[]]

const CONDITIONS = new Set(
  (
    'bad-format bad-namespace-prefix conflict connection-timeout host-gone host-unknown improper-addressing ' +
    'internal-server-error invalid-from invalid-namespace invalid-xml not-authorized not-well-formed ' +
    'policy-violation remote-connection-failed reset resource-constraint restricted-xml see-other-host ' +
    'system-shutdown undefined-condition unsupported-encoding unsupported-feature unsupported-stanza-type ' +
    'unsupported-version'
  ).split(' '),
)

const SAYS: Record<StreamErrorArgs['asks'], string> = {
  close: 'Whoever detects a stream error sends the error element, and the closing tag right behind it.',
  setup: 'A header that causes an error is answered with a whole stream: opening tag, error, closing tag.',
  host: 'The stream that refuses an unknown domain comes from a domain that the server serves, or from none.',
  syntax:
    'A stream error has one defined condition, at most one text and one condition of its own namespace.',
  condition: 'The condition of the stream error is recorded.',
}

const isError = ({ element }: Seen) => element.ns === NS.stream && element.name === 'error'
const isHeader = ({ element }: Seen) => element.ns === NS.stream && element.name === 'stream'

/**
 * Judges how the subject ended a stream over an error. Sound: it fails on what was written, or on what is missing
 * when the subject itself has ended the stream or the connection.
 */
export const streamError: Judge<StreamErrorArgs> = (history, args) => {
  const { at, asks } = args
  const connection = connectionOf(history, at)
  const expected = [SAYS[asks]]
  if (connection === undefined)
    return judgement('inconclusive', {
      expected,
      actual: 'not reached',
      explanation: `The connection ${at} was never made.`,
    })
  const [verdict, what, evidence] = find(history, connection, args)
  return judgement(verdict, {
    expected,
    actual: what === '' ? 'the stream ended as it has to' : what,
    explanation: what === '' ? SAYS[asks] : `${at}: ${what}.`,
    deviation: verdict === 'fail' || verdict === 'observed' ? what : '',
    evidence: evidence.map((seen) => seen?.n),
    closure: closureOf(connection),
  })
}

/** Whether a question is about what answers an initial header; features accept it. */
const ofHeader = (asks: StreamErrorArgs['asks']) =>
  asks === 'setup' || asks === 'host' || asks === 'condition'

function find(history: History, connection: Connection, args: StreamErrorArgs): Finding {
  const { asks, until, within, domains } = args
  const error = connection.received.find(isError)
  const passed = (until && barrierAt(connection, until)) || answeredClose(connection)
  const features = connection.received.find(({ element }) => element.name === 'features')
  const served = ofHeader(asks) ? features : passed
  if (error === undefined && served !== undefined)
    return [asks === 'host' ? 'inapplicable' : 'observed', 'the server took it for no error', [served]]
  if (error === undefined && asks === 'syntax' && connection.malformed === undefined)
    return ['inapplicable', 'no stream error came', []]
  if (asks === 'setup') return setup(history, connection, error, within)
  if (asks === 'host') return host(connection, domains)
  if (error === undefined) {
    const { ended, malformed, closeReceived } = connection
    const silent = closeReceived !== undefined || (ended?.by === 'subject' && malformed === undefined)
    if (asks === 'close' && silent)
      return ['fail', 'the stream ended without a stream error', [ended, end(closeReceived)]]
    return ['inconclusive', 'no stream error can be read', [ended, malformed]]
  }
  if (asks === 'condition')
    return ['observed', `the condition is ${connection.streamError?.condition}`, [error]]
  if (asks === 'syntax') {
    const problem = syntaxProblem(error.element)
    return problem === undefined ? ['pass', '', [error]] : ['fail', problem, [error]]
  }
  return close(history, connection, error, within)
}

/** The subject's closing tag, if it answers the harness's: all that came before has been processed (10.1). */
function answeredClose({ closeSent, closeReceived }: Connection): { n: number } | undefined {
  const answers = closeSent !== undefined && closeReceived !== undefined && closeSent < closeReceived
  return answers ? { n: closeReceived } : undefined
}

/** What has to follow the error element: the closing tag, and nothing else. */
function close(history: History, connection: Connection, error: Seen, within = 0): Finding {
  const { id, received, closeReceived, malformed, ended } = connection
  const behind = received[received.indexOf(error) + 1]
  if (behind !== undefined) return ['fail', `a ${behind.element.name} came behind the error`, [error, behind]]
  if (malformed !== undefined)
    return ['fail', 'something other than the closing tag came behind the error', [error, malformed]]
  const later = history.events.find((e) => e.kind === 'sent' && e.conn === id && e.n > error.n)
  const open = later !== undefined && (closeReceived === undefined || later.n < closeReceived)
  if (open && within > 0 && later.t >= error.t + within)
    return ['fail', 'the stream stayed open behind the error', [error, later]]
  if (closeReceived !== undefined) return ['pass', '', [error, end(closeReceived)]]
  if (ended?.by === 'subject') return ['fail', 'the connection ended without the closing tag', [error, ended]]
  return ['inconclusive', 'the stream has not ended', [error]]
}

function setup(
  history: History,
  connection: Connection,
  error: Seen | undefined,
  within: number | undefined,
): Finding {
  const { headers, malformed, ended, closeReceived } = connection
  const header = headers.findLast(isHeader)
  if (header === undefined && (malformed ?? headers[0]) !== undefined)
    return ['fail', 'no opening tag came before the rest', [malformed ?? headers[0]]]
  if (error === undefined || header === undefined) {
    const over = closeReceived !== undefined || ended?.by === 'subject'
    const what = header === undefined ? 'nothing came back' : 'no error came behind the opening tag'
    return [over ? 'fail' : 'inconclusive', what, [header, ended, end(closeReceived)]]
  }
  return close(history, connection, error, within)
}

function host({ headers }: Connection, domains: StreamErrorArgs['domains']): Finding {
  const header = headers.findLast(isHeader)
  if (header === undefined) return ['inconclusive', 'no opening tag can be read', []]
  const from = (header.element.attrs.from ?? '').toLowerCase()
  if (from === '' || from === domains?.served) return ['pass', '', [header]]
  if (from === domains?.unknown)
    return ['fail', 'the stream comes from the domain that nobody serves', [header]]
  if (/[@/\s]/u.test(from)) return ['fail', 'the stream comes from something that is no domain', [header]]
  return ['inconclusive', 'whether the server serves the domain isn’t known', [header]]
}

/** What is wrong inside an error element, if anything is. */
function syntaxProblem(error: XmlElement): string | undefined {
  const inside = elements(error)
  const own = inside.filter(({ ns, name }) => ns === NS.streamErrors && name !== 'text')
  const texts = inside.filter(({ ns, name }) => ns === NS.streamErrors && name === 'text')
  const others = inside.filter(({ ns }) => ns !== NS.streamErrors)
  if (own.length !== 1) return `the error has ${own.length} conditions`
  const { name } = own[0]!
  if (!CONDITIONS.has(name)) return `the error has the condition ${name}, which is not defined`
  if (texts.length > 1) return 'the error has more than one text'
  if (others.length > 1) return 'the error has more than one condition of another namespace'
  const bare = others.find(({ ns }) => ns === '' || ns === NS.client || ns === NS.stream)
  return bare && `the error has a ${bare.name} in no namespace of its own`
}

const end = (n: number | undefined) => (n === undefined ? undefined : { n })
