import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import type { Clock } from '../core/clock.js'
import type { Entry, JournalEvent } from './event.js'

/** Where events are recorded. */
export interface Recorder {
  /** Appends `entry` with the next number and the time. */
  record(entry: Entry): void
}

/** Records the events of one scope. */
export interface ScopeRecorder extends Recorder {
  /** The scope is over: returns its events, and ignores whatever a late callback still records. */
  seal(): JournalEvent[]
}

/**
 * The append-only record of a run. Every event is written to the file at once, in one `write`, so a killed
 * harness loses nothing that it saw; secrets are replaced before they reach the file or memory.
 */
export class Journal implements Recorder {
  readonly #file: number | undefined
  readonly #clock: Clock
  readonly #start: number
  readonly #secrets = new Map<string, string>()
  #n = 0

  /**
   * @param path where to write; `undefined` keeps events in memory only.
   * @param tell is told of every event, as it is written
   */
  constructor(
    path: string | undefined,
    clock: Clock,
    private readonly tell: (event: JournalEvent) => void = () => undefined,
  ) {
    this.#file = path === undefined ? undefined : openSync(path, 'wx')
    this.#clock = clock
    this.#start = clock.now()
  }

  /** From now on `secret` is written as `shown`. */
  hide(secret: string, shown: string): void {
    this.#secrets.set(secret, shown)
  }

  record(entry: Entry): void {
    this.#append(entry, undefined)
  }

  /** A recorder whose events carry `scope`. */
  scoped(scope: string): ScopeRecorder {
    const events: JournalEvent[] = []
    let sealed = false
    return {
      record: (entry) => {
        if (!sealed) events.push(this.#append(entry, scope))
      },
      seal: () => {
        sealed = true
        return events
      },
    }
  }

  /** Makes sure that everything is on disk. */
  flush(): void {
    if (this.#file !== undefined) fsyncSync(this.#file)
  }

  /** Flushes and closes the file. */
  close(): void {
    this.flush()
    if (this.#file !== undefined) closeSync(this.#file)
  }

  #append(entry: Entry, scope: string | undefined): JournalEvent {
    const shown =
      'data' in entry && this.#secrets.size > 0 ? { ...entry, data: this.#redacted(entry) } : entry
    const t = Math.round((this.#clock.now() - this.#start) * 1000) / 1000
    const event = { n: ++this.#n, t, ...(scope === undefined ? {} : { scope }), ...shown } as JournalEvent
    if (this.#file !== undefined) writeSync(this.#file, `${JSON.stringify(event)}\n`)
    this.tell(event)
    return event
  }

  #redacted({ data, encoding }: Extract<Entry, { data: string }>): string {
    if (encoding === undefined) return this.#redact(data, 'utf8')
    // Latin-1 keeps every byte as it is, so that the rest of the piece survives.
    const text = Buffer.from(data, 'base64').toString('latin1')
    return Buffer.from(this.#redact(text, 'latin1'), 'latin1').toString('base64')
  }

  #redact(data: string, as: 'utf8' | 'latin1'): string {
    let text = data
    for (const [secret, shown] of this.#secrets)
      text = text.replaceAll(Buffer.from(secret).toString(as), Buffer.from(shown).toString(as))
    return text
  }
}
