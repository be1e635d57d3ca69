import type { Entry, JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { type History, readHistory } from './history.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }
const HEADER = `xmlns='${NS.client}' xmlns:stream='${NS.stream}' version='1.0'`

/** The history of connections that a client or service under test made, written line by line, for tests. */
export class PeerTape {
  readonly events: JournalEvent[] = []
  #t = 0

  /** The subject connects to a node and opens a stream `to` a domain. */
  accepted(conn: string, to = 'x'): this {
    this.add({ kind: 'accepted', conn, host: '127.0.0.1', port: 5222 })
    return this.header(conn, to)
  }

  /** Both sides open a stream, or restart it. */
  header(conn: string, to = 'x'): this {
    this.received(conn, `<stream:stream to='${to}' ${HEADER}>`)
    return this.sent(conn, `<stream:stream from='x' ${HEADER}>`)
  }

  sent(conn: string, data: string): this {
    return this.add({ kind: 'sent', conn, data })
  }

  received(conn: string, data: string): this {
    return this.add({ kind: 'received', conn, data })
  }

  /** A barrier that the harness sends, and that the subject answers. */
  barrier(conn: string, id: string): this {
    return this.sent(conn, `<iq type='get' id='${id}'><ping xmlns='${NS.ping}'/></iq>`).received(
      conn,
      `<iq type='result' id='${id}'/>`,
    )
  }

  /** Lets `ms` pass; every event takes one more. */
  later(ms: number): this {
    this.#t += ms
    return this
  }

  add(entry: Entry): this {
    this.#t += 1
    this.events.push({ n: this.events.length + 1, t: this.#t, scope: 's', ...entry })
    return this
  }

  get history(): History {
    return readHistory(this.events, BOUNDS)
  }
}
