import { Inapplicable, NotSeen, SubjectGone } from '../core/deadline.js'
import type { ScopeOutcome } from '../journal/event.js'

/** The library's own errors report what the subject answered, or failed to answer, during login. */
const OF_THE_LIBRARY = ['SASLError', 'StanzaError', 'StreamError', 'TimeoutError', 'XMPPError']

/** What an error that stopped a script, or a part of it, makes of the scope: whether it is the subject's or ours. */
export function failureOf(error: unknown): { outcome: ScopeOutcome; detail: string } {
  const detail = reasonOf(error)
  if (error instanceof Inapplicable) return { outcome: 'inapplicable', detail }
  if (error instanceof NotSeen) return { outcome: 'not-seen', detail }
  if (error instanceof SubjectGone) return { outcome: 'gone', detail }
  const name = error instanceof Error ? error.name : 'Error'
  if (OF_THE_LIBRARY.includes(name)) return { outcome: 'not-seen', detail: `${name}: ${detail}` }
  return { outcome: 'error', detail: error instanceof Error ? (error.stack ?? detail) : detail }
}

/** What an error says, without where it arose. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
