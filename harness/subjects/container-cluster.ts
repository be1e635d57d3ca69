import type { StartedTestContainer } from 'testcontainers'
import type { Admin, NodeNumber } from '../core/admin.js'
import type { Clock } from '../core/clock.js'
import type { Endpoint } from '../core/link.js'
import type { ContainerPart } from './container-part.js'
import type { ContainerManifest } from './manifest-schema.js'
import { fillIn } from './placeholders.js'
import type { SubjectNodes } from './subject.js'
import { until } from './until.js'

/** A node of a cluster, in a container of its own. */
export interface ContainerNode {
  readonly container: StartedTestContainer
  readonly part: ContainerPart
  endpoint: Endpoint
}

/** What a cluster of containers is made of. */
export interface ContainerClusterParts {
  nodes: readonly ContainerNode[]
  commands: NonNullable<ContainerManifest['cluster']>
  /** Name of the run. */
  run: string
  clock: Clock
  /** Finds the way to a container that was started again, once it answers. */
  reach(container: StartedTestContainer): Promise<Endpoint>
}

/** For what a node does by itself when another one went or came, ms. */
const NOTICED_WITHIN = 15_000
/** Nodes that find each other by themselves have done so by then, ms. */
const FOUND_WITHIN = 2_000
const PAUSE = 100

/** The nodes of a cluster in containers: they are killed, started, cut off from each other, and brought together. */
export class ContainerCluster implements SubjectNodes {
  /** Why it is no longer one server, when it couldn't be made one. */
  trouble: string | undefined

  constructor(private readonly parts: ContainerClusterParts) {}

  get endpoints(): readonly Endpoint[] {
    return this.parts.nodes.map(({ endpoint }) => endpoint)
  }

  /** The orders about nodes. */
  get admin(): Admin {
    return {
      'kill-node': ({ node }) => this.kill(node),
      'start-node': ({ node }) => this.start(node),
      partition: ({ between }) => this.partition(...between),
      heal: () => this.heal(),
    }
  }

  /** A node's processes end at once; resolves when the others have noticed. */
  async kill(number: NodeNumber): Promise<void> {
    const dead = this.#node(number)
    await dead.part.kill()
    for (const node of this.parts.nodes)
      if (node !== dead) await this.#lists(node, dead, 'not', NOTICED_WITHIN)
  }

  /** Starts a node that was killed; resolves when clients reach it and all nodes list it. */
  async start(number: NodeNumber): Promise<void> {
    const node = this.#node(number)
    await this.#restart(node)
    await this.#together(NOTICED_WITHIN)
  }

  /** Cuts two nodes off from each other; resolves when both have noticed. */
  async partition(one: NodeNumber, other: NodeNumber): Promise<void> {
    const sides = [
      [this.#node(one), this.#node(other)],
      [this.#node(other), this.#node(one)],
    ] as const
    for (const [node, far] of sides) await this.#run(node, this.parts.commands.cut, far)
    for (const [node, far] of sides) await this.#lists(node, far, 'not', NOTICED_WITHIN)
  }

  /** Lets all nodes reach each other; what they make of it is theirs. */
  async heal(): Promise<void> {
    for (const node of this.parts.nodes)
      for (const other of this.parts.nodes)
        if (node !== other) await this.#run(node, this.parts.commands.heal, other)
  }

  /**
   * Makes the nodes one server again: see `Subject.rejoin`.
   * @throws Error that says which node did not come back
   */
  async rejoin(): Promise<void> {
    try {
      for (const node of this.parts.nodes) if ((await node.part.state()) === 'dead') await this.#restart(node)
      await this.heal()
      if (
        await this.#together(FOUND_WITHIN).then(
          () => true,
          () => false,
        )
      )
        return
      for (const node of this.parts.nodes.slice(1)) {
        await this.#run(node, this.parts.commands.yield)
        await this.#restart(node)
      }
      await this.#together(NOTICED_WITHIN)
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error)
      throw error
    }
  }

  #node(number: NodeNumber): ContainerNode {
    const node = this.parts.nodes[number - 1]
    if (node === undefined) throw new Error(`The subject has no node ${number}.`)
    return node
  }

  /** The host name of a node is the name of its container. */
  #host({ container }: ContainerNode): string {
    return container.getName().replace(/^\//u, '')
  }

  async #restart(node: ContainerNode): Promise<void> {
    await node.container.restart()
    node.endpoint = await this.parts.reach(node.container)
  }

  async #together(ms: number): Promise<void> {
    for (const node of this.parts.nodes)
      for (const other of this.parts.nodes) await this.#lists(node, other, 'too', ms)
  }

  async #lists(node: ContainerNode, other: ContainerNode, wanted: 'too' | 'not', ms: number): Promise<void> {
    const attempt = async () => {
      const listed = (await this.#run(node, this.parts.commands.members)).includes(this.#host(other))
      return listed === (wanted === 'too') ? true : undefined
    }
    if ((await until(attempt, { clock: this.parts.clock, ms, pause: PAUSE })) !== undefined) return
    const still = wanted === 'too' ? 'does not list' : 'still lists'
    throw new Error(`After ${ms} ms ${this.#host(node)} ${still} ${this.#host(other)}.`)
  }

  async #run(node: ContainerNode, command: readonly string[], other?: ContainerNode): Promise<string> {
    const values: Record<string, string> = {
      host: this.#host(node),
      first: this.#host(this.parts.nodes[0]!),
      run: this.parts.run,
      ...(other === undefined ? {} : { other: this.#host(other) }),
    }
    const words = command.map((word) => fillIn(word, values))
    const { exitCode, output } = await node.container.exec(words)
    if (exitCode === 0) return output
    throw new Error(`"${words.join(' ')}" failed with exit code ${exitCode}: ${output.trim()}`)
  }
}
