import type { Copy, Message, Session, State, Write } from './model.js'
import type { Possible } from './possible.js'

/** A message with where it can be found. */
export function tellMessage({ mark, echo, kind, sender, to, inv }: Message): string {
  const what = echo ?? (kind === 'normal' ? 'message' : `message of type ${kind}`)
  return `the ${what} ${mark} that ${sender.id} sent to ${to} (event ${inv.n})`
}

/** Who read a copy, and when. */
export const tellCopy = ({ session, seen }: Copy): string =>
  `${session.id} read it at ${Math.round(seen.t)} ms (event ${seen.n})`

function tellPriority({ status, low, high }: State): string {
  if (status === 'available') return low === high ? `priority ${high}` : `a priority from ${low} to ${high}`
  return status === 'connected' ? 'no available presence' : status === 'gone' ? 'an end' : 'perhaps no stream'
}

function tellWrite({ state, inv, prf }: Write): string {
  const proof = prf === undefined ? 'never proven' : `proven by event ${prf.n}`
  return `${tellPriority(state)} (event ${inv.n}, ${proof})`
}

/** What can have been in force for a session, and since which proof. */
export function tellPossible({ session, from, to }: Possible): string {
  const writes = session.writes.slice(Math.max(from, 0), to + 1)
  if (writes.length === 0) return `${session.id} was not bound`
  return `${session.id} had ${writes.map(tellWrite).join(', or ')}`
}

/** The events that a possible state rests on. */
export const evidenceOf = ({ session, from, to }: Possible): (number | undefined)[] =>
  session.writes.slice(Math.max(from, 0), to + 1).flatMap(({ inv, prf }) => [inv.n, prf?.n])

/** Sessions in words. */
export const tellSessions = (sessions: Iterable<Session>): string =>
  [...sessions].map(({ id }) => id).join(', ') || 'nobody'

/** A sentence begins with a capital letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
