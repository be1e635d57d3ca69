import type { Pattern } from '../core/pattern.js'
import { closureOf } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { matches, summary } from './pattern.js'
import { type Anchor, windowOf } from './window.js'

/** What the judge `each` is asked: that all elements of one kind on a connection are as they must be. */
export interface EachArgs {
  /** The connection that is watched, `actor/epoch`. */
  at: string
  after: Anchor
  /** Id of the barrier that closes the window, where there is one. */
  until?: string
  says: string
  /** Which elements the rule is about. */
  about: Pattern
  /** What each of them has to be, all of it. */
  is: Pattern[]
}

/** Checks every element of one kind. Sound: one that breaks the rule is enough, and is shown. */
export const each: Judge<EachArgs> = (history, { at, after, until, says, about, is }) => {
  const expected = [says]
  const window = windowOf(history, at, after, until)
  if (typeof window === 'string')
    return judgement('inconclusive', { expected, actual: 'not reached', explanation: window })
  const concerned = window.received.filter((s) => matches(s.element, about))
  const bad = concerned.find((s) => !is.every((pattern) => matches(s.element, pattern)))
  const closure = closureOf(window.connection)
  const actual = `the subject sent ${summary(concerned)}`
  if (bad !== undefined)
    return judgement('fail', {
      expected,
      actual,
      explanation: `${at}: one of ${concerned.length} elements that the rule is about is not as it must be. ${says}`,
      deviation: `not as it must be: ${summary([bad])}`,
      evidence: [bad.n],
      closure,
    })
  const evidence = concerned.map((s) => s.n)
  if (concerned.length === 0)
    return judgement('inconclusive', {
      expected,
      actual,
      explanation: 'The subject sent nothing that could keep or break the rule.',
      closure,
    })
  return judgement('pass', { expected, actual, explanation: `${says} All do.`, evidence, closure })
}
