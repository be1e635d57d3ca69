import { NS } from '../wire/ns.js'
import { closureOf, connectionOf, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { conditionOf } from './pattern.js'
import { child, text } from './xml.js'

/** What the judge `binding` is asked about the bind request on one connection. */
export interface BindingArgs {
  at: string
  /** `granted`: it succeeds with a full JID; `unchanged`: with the resource that was asked for. */
  asks: 'granted' | 'unchanged'
}

const EXPECTED: Record<BindingArgs['asks'], string> = {
  granted: 'The bind request is answered with a full JID whose resource is not empty.',
  unchanged: 'The bind request is answered with a full JID that has the resource asked for.',
}

/** What resource binding gave (RFC 6120 7). Sound: it fails on an answer, or on the end of the stream instead. */
export const binding: Judge<BindingArgs> = (history, { at, asks }) => {
  const connection = connectionOf(history, at)
  const request = connection?.sent.find((s) => child(s.element, 'bind', NS.bind) !== undefined)
  const said = { expected: [EXPECTED[asks]], closure: closureOf(connection) }
  if (connection === undefined || request === undefined)
    return judgement('inconclusive', {
      ...said,
      actual: 'not asked',
      explanation: `${at} never asked for a resource.`,
    })
  const answer = connection.received.find(
    ({ n, element }) =>
      n > request.n && element.name === 'iq' && element.attrs.id === request.element.attrs.id,
  )
  const evidence = [request.n, answer?.n]
  const ended = connection.closeReceived !== undefined || connection.ended?.by === 'subject'
  if (answer === undefined && !ended)
    return judgement('inconclusive', {
      ...said,
      actual: 'no answer',
      explanation: `No answer to the bind request of ${at} arrived in time.`,
      evidence,
    })
  const problem = problemWith(request, answer, connection.jid, asks)
  const actual = problem ?? 'the resource was bound as it should be'
  return problem === undefined
    ? judgement('pass', { ...said, actual, explanation: EXPECTED[asks], evidence })
    : judgement('fail', {
        ...said,
        actual,
        explanation: `The bind request of ${at} did not get what it had to: ${problem}.`,
        deviation: problem,
        evidence,
      })
}

function problemWith(
  request: Seen,
  answer: Seen | undefined,
  jid: string | undefined,
  asks: BindingArgs['asks'],
): string | undefined {
  if (answer === undefined) return 'the stream ended instead of an answer'
  if (answer.element.attrs.type !== 'result')
    return `the answer is the error ${conditionOf(answer.element) ?? 'without a condition'}`
  if (jid === undefined || !/\/./.test(jid)) return 'the result has no full JID'
  const bind = child(request.element, 'bind', NS.bind)
  const wanted = bind && child(bind, 'resource', NS.bind)
  if (asks === 'unchanged' && wanted !== undefined && jid.slice(jid.indexOf('/') + 1) !== text(wanted))
    return 'the result has another resource than was asked for'
  return undefined
}
