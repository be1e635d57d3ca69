import type { StartedTestContainer } from 'testcontainers'
import type { Admin, NodeNumber } from '../core/admin.js'
import type { ContainerPart } from './container-part.js'

/** The container of a server. */
export interface ServerContainer {
  readonly container: Pick<StartedTestContainer, 'restart'>
  readonly part: Pick<ContainerPart, 'kill' | 'stop' | 'pause' | 'continue' | 'state'>
}

/** How long a server may take to end in order, s. */
const STOP_WITHIN = 15

/** One server in a container: its processes end, and start again with the files that they have written. */
export class ContainerServer<Container extends ServerContainer> {
  /** Why it no longer serves, when it couldn't be started again. */
  trouble: string | undefined

  /** @param reach finds the way to the container once it answers */
  constructor(
    private readonly node: Container,
    private readonly reach: (container: Container['container']) => Promise<unknown>,
  ) {}

  /** The orders about its only node. */
  get admin(): Admin {
    return {
      'kill-node': ({ node }) => this.#only(node).part.kill(),
      'stop-node': ({ node }) => this.#only(node).part.stop(STOP_WITHIN),
      'start-node': ({ node }) => this.#start(this.#only(node)),
      'pause-node': ({ node }) => this.#only(node).part.pause(),
      'continue-node': ({ node }) => this.#only(node).part.continue(),
    }
  }

  /** Starts it, if it is dead, and lets it go on, if it is paused. */
  async rejoin(): Promise<void> {
    try {
      const state = await this.node.part.state()
      if (state === 'paused') await this.node.part.continue()
      if (state === 'dead') await this.#start(this.node)
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error)
      throw error
    }
  }

  #only(number: NodeNumber): Container {
    if (number !== 1) throw new Error(`The subject has no node ${number}.`)
    return this.node
  }

  async #start({ container }: Container): Promise<void> {
    await container.restart()
    await this.reach(container)
  }
}
