import type { NoticedEnd, ServerEnd } from '../core/behaviour.js'
import type { JournalEvent } from '../journal/event.js'
import type { Connection, History } from './history.js'

type Instant = Pick<JournalEvent, 'n' | 't'>

/** Every order to end a server, and when each client that was connected learned of it by its own stream. */
export function serverEnds({ events, connections }: History): NoticedEnd[] {
  return events.flatMap((order) => {
    const end = endBy(order)
    if (end === undefined) return []
    const started = events.find((e) => e.n > order.n && e.kind === 'carried-out' && e.verb === 'start-node')
    return connections.flatMap((connection) => {
      if ((connection.boundAt ?? Number.POSITIVE_INFINITY) > order.n) return []
      const first = signOf(events, connection)
      if (first === undefined || first.n < order.n || first.n > (started?.n ?? first.n)) return []
      const { n, t } = first
      return [
        {
          end,
          ended: { conn: connection.id, n: order.n, t: order.t },
          told: { conn: connection.id, n, t },
          ms: Math.round((t - order.t) * 1000) / 1000,
          copies: 1,
        },
      ]
    })
  })
}

function endBy(event: JournalEvent): ServerEnd | undefined {
  if (event.kind !== 'ordered') return undefined
  if (event.verb === 'kill-node') return 'server-kill'
  return event.verb === 'stop-node' ? 'server-stop' : undefined
}

/** The first that says that the server ends the stream: a stream error, the closing tag, or the connection's end. */
function signOf(
  events: readonly JournalEvent[],
  { streamError, closeReceived, ended }: Connection,
): Instant | undefined {
  const signs = [streamError?.n, closeReceived, ended?.by === 'subject' ? ended.n : undefined]
  const first = Math.min(...signs.filter((n) => n !== undefined))
  return events.find(({ n }) => n === first)
}
