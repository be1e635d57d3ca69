import { RawActor, startTls } from '../actors/raw.js'
import type { Clock } from '../core/clock.js'
import { SubjectGone } from '../core/deadline.js'
import type { Endpoint } from '../core/link.js'
import type { Recorder } from '../journal/journal.js'
import { TappedConnection } from '../net/tapped-connection.js'
import type { Subject } from '../subjects/subject.js'
import type { Proxies } from './proxies.js'

/** How long the subject has to say goodbye on a connection that a scenario leaves open, ms. */
const GOODBYE = 1000

/** The connections of one scenario with its subject. */
export class Connections {
  readonly #epochs = new Map<string, number>()
  readonly #open: TappedConnection[] = []

  constructor(
    private readonly subject: Subject,
    private readonly recorder: Recorder,
    private readonly clock: Clock,
    private readonly proxies: Proxies,
  ) {}

  /**
   * Connects, in clear. A second connection under one name is its next epoch in the journal.
   * @param to without it, where the subject's clients connect
   * @throws SubjectGone when nothing accepts it in time
   */
  async open(as: string, to: Endpoint = this.subject.endpoint): Promise<TappedConnection> {
    const epoch = (this.#epochs.get(as) ?? 0) + 1
    this.#epochs.set(as, epoch)
    const { network, bounds } = this.subject
    const id = `${as}/${epoch}`
    const at = this.proxies.way(as, to)
    const connection = await TappedConnection.open(id, at, network, this.recorder, this.clock, bounds.login)
    this.#open.push(connection)
    return connection
  }

  /**
   * Like {@link open}, and inside TLS when the subject's streams are.
   * @throws SubjectGone, NotSeen
   */
  async openForStream(as: string, to?: Endpoint): Promise<TappedConnection> {
    const connection = await this.open(as, to)
    if (this.subject.security !== 'tls') return connection
    const raw = new RawActor(connection, this.clock)
    await startTls(raw, this.subject.domain, this.clock, this.subject.bounds.login)
    raw.release()
    if (connection.ended === undefined) return connection
    throw new SubjectGone(`The subject ended ${connection.id} after STARTTLS.`)
  }

  /** Breaks the latest connection under the name `as`: nothing that was written on it arrives from now on. */
  leave(as: string): void {
    const id = `${as}/${this.#epochs.get(as) ?? 0}`
    this.#open.find((connection) => connection.id === id)?.reset()
  }

  /** Ends all that are left, and journals nothing more of them. */
  async discard(): Promise<void> {
    await Promise.all(this.#open.map((connection) => connection.discard(this.clock, GOODBYE)))
  }
}
