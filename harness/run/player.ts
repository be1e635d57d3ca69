import type { ClientActor } from '../actors/client.js'
import type { Account } from '../actors/login.js'
import type { NodeNumber } from '../core/admin.js'
import { failureOf } from './failure.js'
import type { World } from './world.js'

/** How a player connects. */
export interface Way {
  /** The nodes that it tries one after the other, where the subject has several. */
  nodes?: NodeNumber[]
  /** What a login that fails does: it ends the script, or is noted, and tried again by the next command. */
  refused: 'ends' | 'noted'
  /** What it writes leaves in two pieces, so that faults can come between them. */
  writes?: 'in halves'
  /** With this priority it becomes available as soon as it has logged in. */
  priority?: number
}

/** One instance or client of a workload: what it is to do, it does one thing after the other. */
export class Player {
  actor: ClientActor | undefined
  /** The full JID of its present or last session. */
  jid: string
  #doing: Promise<void> = Promise.resolve()
  #refusals = 0
  readonly #asked: Promise<string>[] = []

  constructor(
    readonly world: World,
    readonly account: Account,
    readonly name: string,
    private readonly way: Way = { refused: 'ends' },
  ) {
    this.jid = `${account.local}@${account.domain}/${name}`
  }

  /** Does it when all before is done. */
  next(action: () => Promise<void> | void): void {
    this.#doing = this.#doing.then(action)
    // Who settles learns of it; until then nobody waits for it.
    this.#doing.catch(() => undefined)
  }

  /** Asks its server for a sign that all it sent so far was processed, and goes on (RFC 6120 10.1). */
  ask(): void {
    if (this.live !== undefined) this.#asked.push(this.live.barrier())
  }

  /** Resolves when everything is done, and every sign was given or is overdue. */
  async done(): Promise<void> {
    await this.#doing
    await Promise.all(this.#asked)
  }

  /** Its session, which begins now if it has none; `undefined` where it is refused, and that is noted. */
  async connected(): Promise<ClientActor | undefined> {
    if (this.live !== undefined) return this.live
    const { refused, nodes, priority, writes } = this.way
    const node = nodes?.[this.#refusals % nodes.length]
    const { name } = this
    try {
      this.actor = await this.world.start(this.account, {
        as: name,
        resource: name,
        ...(node === undefined ? {} : { node }),
      })
    } catch (error) {
      const { outcome, detail } = failureOf(error)
      if (refused === 'ends' || (outcome !== 'not-seen' && outcome !== 'gone')) throw error
      this.#refusals += 1
      this.world.step(`${name} could not log in: ${detail}`)
      return undefined
    }
    this.jid = this.actor.jid
    if (refused === 'noted') this.actor.followClose()
    if (writes === 'in halves') this.actor.connection.halve()
    if (priority !== undefined) {
      this.actor.presence({ priority })
      this.ask()
    }
    return this.actor
  }

  /** Its session, if it has one. */
  get live(): ClientActor | undefined {
    return this.actor?.connection.ended === undefined ? this.actor : undefined
  }
}
