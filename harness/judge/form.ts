import { NS } from '../wire/ns.js'
import { type FormRule, PEER_RULES } from './form-peer.js'
import { closureOf, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { type Anchor, windowOf } from './window.js'
import { child, elements, type XmlElement } from './xml.js'

/** What the judge `form` is asked: whether every stanza that one connection received obeys one rule of form. */
export interface FormArgs {
  /** The connection that is watched, `actor/epoch`. */
  at: string
  after: Anchor
  /** Id of the barrier that closes the window. */
  until?: string
  /**
   * `iq-children`: how many children an IQ of each type has (RFC 6120 8.2.3); `error-element`: an error element
   * exactly where the type is error (8.3.1); `error-content`: a defined type and one defined condition (8.3.2).
   */
  rule: 'iq-children' | 'error-element' | 'error-content' | keyof typeof PEER_RULES
}

const TYPES = ['auth', 'cancel', 'continue', 'modify', 'wait']
const CONDITIONS = new Set(
  (
    'bad-request conflict feature-not-implemented forbidden gone internal-server-error item-not-found ' +
    'jid-malformed not-acceptable not-allowed not-authorized policy-violation recipient-unavailable redirect ' +
    'registration-required remote-server-not-found remote-server-timeout resource-constraint ' +
    'service-unavailable subscription-required undefined-condition unexpected-request'
  ).split(' '),
)

const isError = (stanza: XmlElement) => stanza.attrs.type === 'error'
const errorsIn = (stanza: XmlElement) =>
  elements(stanza).filter((c) => c.name === 'error' && c.ns === NS.client)

const RULES: Record<FormArgs['rule'], FormRule> = {
  ...PEER_RULES,
  'iq-children': {
    says: 'A get or set holds one child, a result at most one, an error an error element.',
    concerns: ({ name }) => name === 'iq',
    problem: (stanza) => {
      if (stanza.name !== 'iq') return undefined
      const { type = 'none' } = stanza.attrs
      const count = elements(stanza).length
      if (type === 'error')
        return errorsIn(stanza).length === 0 ? 'an IQ error has no error element' : undefined
      const fits = type === 'result' ? count <= 1 : count === 1
      return fits ? undefined : `an IQ of type ${type} has ${count} children`
    },
  },
  'error-element': {
    says: 'Stanzas of type error hold an error element, and no others do.',
    concerns: isError,
    problem: (stanza) => {
      const count = errorsIn(stanza).length
      if (isError(stanza) && count !== 1) return `a ${stanza.name} of type error has ${count} error elements`
      return !isError(stanza) && count > 0
        ? `a ${stanza.name} that is no error has an error element`
        : undefined
    },
  },
  'error-content': {
    says: 'An error element has a defined type and exactly one defined condition.',
    concerns: (stanza) => isError(stanza) && child(stanza, 'error', NS.client) !== undefined,
    problem: (stanza) => {
      const error = child(stanza, 'error', NS.client)
      if (!isError(stanza) || error === undefined) return undefined
      const { type } = error.attrs
      if (type === undefined || !TYPES.includes(type)) return `an error has the type ${type ?? 'none'}`
      const conditions = elements(error).filter((c) => c.ns === NS.stanzaErrors && c.name !== 'text')
      if (conditions.length !== 1) return `an error has ${conditions.length} conditions`
      const name = conditions[0]?.name ?? ''
      return CONDITIONS.has(name) ? undefined : `an error has the condition ${name}, which is not defined`
    },
  },
}

/** Checks the form of each stanza received. Sound: one stanza that breaks the rule is enough, and is shown. */
export const form: Judge<FormArgs> = (history, { at, after, until, rule }) => {
  const { says, concerns, problem } = RULES[rule]
  const expected = [says]
  const window = windowOf(history, at, after, until)
  if (typeof window === 'string')
    return judgement('inconclusive', { expected, actual: 'not reached', explanation: window })
  const closure = closureOf(window.connection)
  const stanzas = window.received.filter(({ element }) => element.ns === NS.client)
  const bad = stanzas.find(({ element }) => problem(element) !== undefined)
  if (bad !== undefined) return broken(at, bad, problem(bad.element) ?? '', { expected, closure })
  const concerned = stanzas.filter(({ element }) => concerns(element))
  const said = { expected, closure, evidence: concerned.map((s) => s.n) }
  if (concerned.length === 0)
    return judgement('inconclusive', {
      ...said,
      actual: `${at} received nothing that the rule is about`,
      explanation: 'Nothing arrived that could keep or break the rule.',
    })
  return judgement('pass', {
    ...said,
    actual: `${concerned.length} ${concerned.length === 1 ? 'stanza keeps' : 'stanzas keep'} the rule`,
    explanation: `${says} All that ${at} received does.`,
  })
}

function broken(
  at: string,
  bad: Seen,
  problem: string,
  said: { expected: string[]; closure: ReturnType<typeof closureOf> },
) {
  return judgement('fail', {
    ...said,
    actual: problem,
    explanation: `${at} received a stanza whose form is wrong: ${problem}.`,
    deviation: problem,
    evidence: [bad.n],
  })
}
