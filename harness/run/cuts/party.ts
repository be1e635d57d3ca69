import type { Account } from '../../actors/login.js'
import type { ManagedClient } from '../../actors/managed-client.js'
import { NotSeen, SubjectGone } from '../../core/deadline.js'
import type { World } from '../world.js'

/** How often somebody tries to connect before giving up. */
const TRIES = 4

/** A program whose connection may be cut: when it notices, it connects again, under the resource that it had. */
export class Party {
  #actor: ManagedClient | undefined
  #retired = false

  /**
   * @param name in the journal, and the resource
   * @param connect logs in; rejects with NotSeen or SubjectGone when that comes to nothing
   */
  constructor(
    readonly world: World,
    readonly account: Account,
    readonly name: string,
    private readonly connect: (former: ManagedClient | undefined) => Promise<ManagedClient>,
  ) {}

  /** Its full JID. */
  get jid(): string {
    return `${this.account.local}@${this.account.domain}/${this.name}`
  }

  /** The connection that it takes for alive. */
  get live(): ManagedClient | undefined {
    return this.#actor?.connection.ended === undefined ? this.#actor : undefined
  }

  /** Whether it has ended for good. */
  get retired(): boolean {
    return this.#retired
  }

  /**
   * Its session, which begins now if it has none.
   * @throws NotSeen, SubjectGone when it can't connect
   */
  async online(): Promise<ManagedClient> {
    for (let tries = 1; ; tries += 1) {
      const actor = this.live ?? (await this.#attempt(tries))
      if (actor !== undefined && actor.connection.ended === undefined) return actor
    }
  }

  /** Asks whether its session is still there, and begins another one if not. */
  async check(): Promise<ManagedClient> {
    for (let tries = 1; tries < TRIES; tries += 1) {
      const actor = await this.online()
      if (await answers(actor)) return actor
      this.giveUp()
    }
    return this.online()
  }

  /** Takes its connection for dead, and leaves it. */
  giveUp(): void {
    this.world.leave(this.name)
  }

  /** Ends without a word, and does not come back. */
  async retire(): Promise<void> {
    this.#retired = true
    if (this.live !== undefined) await this.world.end(this.live, 'fin')
  }

  async #attempt(tries: number): Promise<ManagedClient | undefined> {
    try {
      this.#actor = await this.connect(this.#actor)
      this.#actor.followClosing()
      return this.#actor
    } catch (error) {
      const isLost = error instanceof NotSeen || error instanceof SubjectGone
      if (!isLost || tries >= TRIES) throw error
      this.world.step(`${this.name} tries again: ${error.message}`)
      this.giveUp()
      return undefined
    }
  }
}

/** Somebody who logs in to `account` and becomes available with `priority`. */
export function available(world: World, account: Account, name: string, priority: number) {
  return new Party(world, account, name, async () => {
    const actor = await world.unmanaged(account, { as: name, resource: name })
    actor.presence({ priority })
    if (await answers(actor)) return actor
    throw new NotSeen(`${actor.id} had no answer after its presence.`)
  })
}

/** Whether the server answers on this stream. */
export async function answers(actor: ManagedClient): Promise<boolean> {
  const id = await actor.barrier()
  return (await actor.receive({ name: 'iq', attrs: { id } }, 0)) !== undefined
}
