import { randomUUID } from 'node:crypto'
import type { ContainerRuntimeClient } from 'testcontainers'
import { ContainerPart, unlessGone } from './container-part.js'
import { ownerLabels } from './engine.js'

/** What a carrier has made in the engine: a network and containers on it, labelled, and how to be rid of them. */
export class ContainerParts {
  readonly client: ContainerRuntimeClient
  /** Name of the run's network; also tells its containers from others. */
  readonly name = `assay-${randomUUID().slice(0, 8)}`
  readonly labels = ownerLabels(this.name)
  readonly #gone = new AbortController()
  readonly #members: ContainerPart[] = []
  #network: Promise<unknown> | undefined
  #removal: Promise<void> = Promise.resolve()

  constructor(client: ContainerRuntimeClient) {
    this.client = client
  }

  /** Makes the network; once, however often it is called. */
  async makeNetwork(): Promise<void> {
    this.#network ??= this.client.container.dockerode.createNetwork({
      Name: this.name,
      Labels: this.labels,
      CheckDuplicate: true,
    })
    await this.#network
  }

  /** From now on the container `id` belongs here. */
  adopt(id: string): ContainerPart {
    const part = new ContainerPart(this.client.container.getById(id), this.#gone.signal)
    this.#members.push(part)
    return part
  }

  /** The container `id`, which whoever made it removes; the run's label is for the case that it can't. */
  visitor(id: string): ContainerPart {
    return new ContainerPart(this.client.container.getById(id), this.#gone.signal)
  }

  /** The last line that the container `id` logged. */
  async lastLine(id: string): Promise<string | undefined> {
    const part = this.#members.find(({ container }) => container.id === id)
    return (await part?.lastLines())?.at(-1)
  }

  /** Memory that the containers' processes hold now, without the page cache that can be dropped; bytes. */
  async memory(): Promise<number> {
    const each = await Promise.all(this.#members.map((part) => part.memory()))
    return each.reduce((sum, bytes) => sum + bytes, 0)
  }

  /** Why a container does not run, or `undefined` when all do. */
  async trouble(): Promise<string | undefined> {
    const each = await Promise.all(this.#members.map((part) => part.trouble()))
    return each.find((trouble) => trouble !== undefined)
  }

  /** Removes containers and network, whatever state they are in. Safe to call again, also meanwhile. */
  remove(): Promise<void> {
    this.#removal = this.#removal.catch(() => undefined).then(() => this.#removeNow())
    return this.#removal
  }

  async #removeNow(): Promise<void> {
    this.#gone.abort()
    await Promise.all(this.#members.map((part) => part.remove()))
    if (this.#network !== undefined)
      await this.client.container.dockerode.getNetwork(this.name).remove().catch(unlessGone)
  }
}
