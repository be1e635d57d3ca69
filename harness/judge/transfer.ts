import { type Connection, closureOf, connectionOf, type History, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { conditionOf } from './pattern.js'
import { barrierAt } from './window.js'

/** What the judge `transfer` is asked about one connection transfer (XEP-0051). */
export interface TransferArgs {
  /** The connection on which it was asked for, `node/epoch`. */
  at: string
  /** Id of the request. */
  id: string
  /**
   * `conduct`: result, closing tag, new connection, in that order, or an error and no move; `place`: who complies
   * goes to the node `to`, as `to` the same domain; `refusal`: an error, and no move; `support`: who does not know
   * transfers says so, and stays.
   */
  asks: 'conduct' | 'place' | 'refusal' | 'support'
  /** For `place`: the node that was meant. */
  to?: string
}

/** What a subject did about a request. */
interface Course {
  at: Connection
  answer: Seen | undefined
  /** The next connection that it made. */
  next: Connection | undefined
  /** Whether it has left the session: closed its stream, ended the connection or made another one. */
  left: boolean
  /** Whether it went on: a barrier behind the request was answered. */
  stayed: boolean
}

type Finding = [verdict: 'pass' | 'fail' | 'inapplicable' | 'inconclusive', what: string]

const UNKNOWN = ['service-unavailable', 'feature-not-implemented']
const OPEN: Finding = ['inconclusive', 'nothing proves what became of the request']

const RULES: Record<TransferArgs['asks'], { says: string; find(course: Course, to?: string): Finding }> = {
  conduct: {
    says: 'A subject that complies answers with a result, closes its stream, and connects then; others answer with an error and stay.',
    find: (course) => {
      const { at, answer, next } = course
      if (answer === undefined) {
        if (course.left) return ['fail', 'it left without an answer']
        return course.stayed ? ['fail', 'it gave no answer'] : OPEN
      }
      if (answer.element.attrs.type === 'error') return stays(course)
      if (next === undefined) return ['fail', 'it answered with a result and did not connect anew']
      if (at.closeReceived === undefined) return ['fail', 'it did not close its stream']
      return next.opened < at.closeReceived
        ? ['fail', 'it connected before it closed its stream']
        : ['pass', '']
    },
  },
  place: {
    says: 'A subject that complies connects where the request says, and names the same domain there.',
    find: ({ at, answer, next }, to) => {
      if (answer?.element.attrs.type === 'error') return ['inapplicable', 'it does not comply with transfers']
      if (next === undefined) return answer === undefined ? OPEN : ['fail', 'it did not connect anew']
      if (nodeOf(next) !== to) return ['fail', 'it connected to another node']
      const domain = at.headers[0]?.element.attrs.to
      const other = next.headers.some(({ element }) => element.attrs.to !== domain)
      return other ? ['fail', 'it named another domain there'] : ['pass', '']
    },
  },
  refusal: {
    says: 'The request is answered with an error, and the session goes on.',
    find: (course) => {
      if (course.left) return ['fail', 'it left the session']
      if (!course.stayed) return OPEN
      return course.answer?.element.attrs.type === 'error'
        ? ['pass', '']
        : ['fail', 'it answered with no error']
    },
  },
  support: {
    says: 'A subject without transfers answers that it has none, and the session goes on.',
    find: (course) => {
      const { answer } = course
      if (answer?.element.attrs.type === 'result') return ['inapplicable', 'it complies with transfers']
      const verdict = stays(course)
      if (verdict[0] !== 'pass' || answer === undefined)
        return course.stayed && answer === undefined ? ['fail', 'it gave no answer'] : verdict
      if (UNKNOWN.includes(conditionOf(answer.element) ?? '')) return verdict
      return ['fail', 'its error does not say that it has no transfers']
    },
  },
}

function stays({ left, stayed }: Course): Finding {
  if (left) return ['fail', 'it left the session all the same']
  return stayed ? ['pass', ''] : OPEN
}

const nodeOf = ({ id }: Connection) => id.slice(0, id.lastIndexOf('/'))

function courseOf(history: History, at: Connection, id: string): Course | undefined {
  const request = at.sent.find(({ element }) => element.name === 'iq' && element.attrs.id === id)
  if (request === undefined) return undefined
  const next = history.connections.find(({ by, opened }) => by === 'subject' && opened > request.n)
  const barriers = at.sent.filter(({ n, element }) => n > request.n && element.attrs.type === 'get')
  return {
    at,
    answer: barrierAt(at, id),
    next,
    left: next !== undefined || at.closeReceived !== undefined || at.ended?.by === 'subject',
    stayed: barriers.some(({ element }) => barrierAt(at, element.attrs.id ?? '') !== undefined),
  }
}

/** Judges what the subject did about a transfer. Sound: that nothing came counts only behind a barrier. */
export const transfer: Judge<TransferArgs> = (history, { at, id, asks, to }) => {
  const connection = connectionOf(history, at)
  const { says, find } = RULES[asks]
  const course = connection && courseOf(history, connection, id)
  const [verdict, what] = course === undefined ? OPEN : find(course, to)
  const type = course?.answer?.element.attrs.type
  return judgement(verdict, {
    expected: [says],
    actual: `it answered with ${type ?? 'nothing'}, and ${course?.left ? 'left' : 'did not leave'}`,
    explanation: what === '' ? says : `${says} But ${what}.`,
    deviation: verdict === 'fail' ? what : '',
    evidence: [course?.answer?.n, connection?.closeReceived, connection?.ended?.n, course?.next?.opened],
    closure: closureOf(connection),
  })
}
