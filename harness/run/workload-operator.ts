import type { NodeNumber, Orders, Verb } from '../core/admin.js'
import type { Endpoint } from '../core/link.js'
import type { FaultCommand } from '../gen/workload-faults.js'
import { reasonOf } from './failure.js'
import type { Player } from './player.js'
import type { Cast } from './workload.js'
import type { World } from './world.js'

/** Where sessions are sent when there is no other node to send them to: nobody follows. */
const ELSEWHERE = 'node2.example:9222'

/** The trigger of a fault without one. */
const AT_ONCE = { on: 'connection', ms: 0 } as const

/** What was under way while a link was delayed arrives so much after that, ms (gen/workload-faults.ts). */
const MOST_LATE = 500

/** Carries out the faults of a workload, one of the server's after the other, and heals them. */
export class Operator {
  #healing: Promise<void> = Promise.resolve()
  #links = false

  constructor(private readonly world: World) {}

  /** Resolves when the fault has begun; what lasts heals later. What the subject can't do is left out. */
  async carryOut(command: FaultCommand, { instances, clients }: Cast): Promise<void> {
    switch (command.do) {
      case 'link': {
        const player = playerOf(command, instances, clients)
        this.#links = true
        player.next(() => this.#arm(player, command))
        return
      }
      case 'redirect': {
        const player = playerOf(command, instances, clients)
        player.next(() => this.#redirect(player))
        return
      }
      case 'drain':
        return this.#drain(command.node, command.ms)
      case 'partition':
        return this.#during('partition', { between: [1, 2] }, command.ms, 'heal', {})
      case 'pause':
        return this.#during('pause-node', { node: command.node }, command.ms, 'continue-node', {
          node: command.node,
        })
      case 'kill':
      case 'stop': {
        const order = { node: command.node }
        return this.#during(`${command.do}-node`, order, command.ms, 'start-node', order)
      }
      default: {
        const unknown: { do: string } = command
        throw new Error(`This version has no command "${unknown.do}" for workloads.`)
      }
    }
  }

  /** Resolves when what was done to the server has been healed. */
  done(): Promise<void> {
    return this.#healing
  }

  /** Heals all, and resolves when nothing is under way any more that was held back. */
  async heal(): Promise<void> {
    await this.#healing
    if (!this.#links) return
    this.world.proxies.heal()
    await this.world.elapse(MOST_LATE)
  }

  #arm(player: Player, { action, trigger }: Extract<FaultCommand, { do: 'link' }>): void {
    if (player.live === undefined) return
    this.world.proxies.arm(player.live.id, { trigger: trigger ?? AT_ONCE, action })
  }

  #drain(node: NodeNumber | undefined, ms: number): Promise<void> {
    if (node === undefined) return this.#during('drain', { target: ELSEWHERE }, ms, 'undrain', {})
    const target = targetOf(this.world.node(node === 1 ? 2 : 1))
    return this.#during('drain-node', { node, target }, ms, 'undrain-node', { node })
  }

  /** A session that ends just now can't be sent away. */
  async #redirect({ live }: Player): Promise<void> {
    if (live === undefined) return
    const closed = live.closed()
    try {
      await this.world.order('redirect', { jid: live.jid, target: ELSEWHERE })
    } catch (error) {
      this.world.step(`${live.id} was not redirected: ${reasonOf(error)}`)
    }
    await closed
  }

  async #during<V extends Verb, W extends Verb>(
    verb: V,
    order: Orders[V],
    ms: number,
    healing: W,
    end: Orders[W],
  ): Promise<void> {
    await this.#healing
    if (this.world.subject.admin?.[verb] === undefined) {
      this.world.step(`the subject has no admin verb "${verb}"`)
      return
    }
    await this.world.order(verb, order)
    this.#healing = this.world.elapse(ms).then(() => this.world.order(healing, end))
    this.#healing.catch(() => undefined)
  }
}

function playerOf(
  { who, index }: { who: 'instance' | 'client'; index: number },
  instances: Player[],
  clients: Player[],
): Player {
  const players = who === 'instance' ? instances : clients
  return players[index % players.length]!
}

const targetOf = ({ host, port }: Endpoint) => `${host.includes(':') ? `[${host}]` : host}:${port}`
