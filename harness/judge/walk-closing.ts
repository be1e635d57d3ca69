import { NS } from '../wire/ns.js'
import type { Connection, History, Seen } from './history.js'
import type { Problem } from './walk-rules.js'
import { elements } from './xml.js'

/** The stream error that the harness sent on a connection. */
export const streamErrorOf = ({ sent }: Connection): Seen | undefined =>
  sent.find(({ element }) => element.ns === NS.stream && element.name === 'error')

/** The same, if it is a redirect. */
export function redirectedAt(connection: Connection): Seen | undefined {
  const error = streamErrorOf(connection)
  const isRedirect = error && elements(error.element).some(({ name }) => name === 'see-other-host')
  return isRedirect ? error : undefined
}

/**
 * The first connection with such an error that the subject did not close in order: it ended the connection
 * without a closing tag, or sent none within the bound. `null` when there is none, or the bound is not over.
 */
export function unclosed(
  walk: Connection[],
  errorOf: (connection: Connection) => Seen | undefined,
  { events, bounds }: History,
): Problem | undefined | null {
  const left = walk.flatMap((c) => {
    const error = errorOf(c)
    return error === undefined ? [] : [{ c, error }]
  })
  if (left.length === 0) return null
  const without = left.filter(({ c }) => c.closeReceived === undefined)
  const late = without.find(({ c: { ended }, error }) => {
    const until = ended?.t ?? events.at(-1)?.t ?? 0
    return ended?.by === 'subject' || until >= error.t + bounds.close
  })
  if (late !== undefined)
    return { what: 'no closing tag came', evidence: [late.error.n, late.c.ended?.n], because: 'missing' }
  return without.length > 0 ? null : undefined
}
