import type { Clock } from '../core/clock.js'
import type { TappedConnection } from '../net/tapped-connection.js'

/**
 * Writes white space every `ms` milliseconds, so that a server that ends idle connections sees life in this one
 * (RFC 6120 4.6.1). While the connection is silent nothing is written.
 * @returns what makes it stop
 */
export function signsOfLife(connection: TappedConnection, clock: Clock, ms: number): () => void {
  const again = () => {
    connection.write(' ')
    timer = clock.after(ms, again)
  }
  let timer = clock.after(ms, again)
  const stop = () => timer.cancel()
  connection.onEnded(stop)
  return stop
}
