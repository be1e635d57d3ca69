import type { Entry, JournalEvent } from '../../journal/event.js'
import { NS } from '../../wire/ns.js'
import { type History, readHistory } from '../history.js'

/** Bounds of histories written for tests, ms. */
export const BOUNDS = { route: 200, unavailable: 300, login: 1000, close: 500, scenario: 30_000 }

const HEADER = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}' version='1.0'>`

/** The mark of a stanza, as the harness writes it. */
export const markXml = (mark: string) => `<mark xmlns='${NS.assay}' id='${mark}'/>`

/** Writes the journal of one scope, event by event. */
export class Tape {
  readonly events: JournalEvent[] = []
  /** Time of the next event, ms. */
  now = 0

  /** Lets `ms` pass. */
  wait(ms: number): this {
    this.now += ms
    return this
  }

  add(entry: Entry): number {
    this.events.push({ n: this.events.length + 1, t: this.now, scope: 's', ...entry })
    return this.events.length
  }

  open(conn: string): void {
    this.add({ kind: 'open', conn, host: '127.0.0.1', port: 5222 })
    this.sent(conn, HEADER)
    this.received(conn, HEADER)
  }

  sent(conn: string, data: string): number {
    return this.add({ kind: 'sent', conn, data })
  }

  received(conn: string, data: string): number {
    return this.add({ kind: 'received', conn, data })
  }

  ended(conn: string, by: 'harness' | 'subject', how: 'fin' | 'reset'): void {
    this.add({ kind: 'ended', conn, by, how })
  }

  get history(): History {
    return readHistory(this.events, BOUNDS)
  }
}
