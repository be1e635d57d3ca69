import { randomUUID } from 'node:crypto'
import type { ContainerRuntimeClient } from 'testcontainers'
import { ownerLabels } from './engine.js'

type Container = ReturnType<ContainerRuntimeClient['container']['getById']>

/** What a carrier has made in the engine: a network and a container, labelled, and how to be rid of them. */
export class ContainerParts {
  readonly client: ContainerRuntimeClient
  /** Name of the run's network; also tells its container from others. */
  readonly name = `assay-${randomUUID().slice(0, 8)}`
  readonly labels = ownerLabels(this.name)
  readonly #gone = new AbortController()
  #container: Container | undefined
  #network: 'none' | 'made' = 'none'
  #removal: Promise<void> = Promise.resolve()

  constructor(client: ContainerRuntimeClient) {
    this.client = client
  }

  /** The container, once it has been created. */
  get container(): Container | undefined {
    return this.#container
  }

  /** Makes the network. */
  async makeNetwork(): Promise<void> {
    this.#network = 'made'
    await this.client.container.dockerode.createNetwork({
      Name: this.name,
      Labels: this.labels,
      CheckDuplicate: true,
    })
  }

  /** From now on the container `id` belongs here. */
  adopt(id: string): void {
    this.#container = this.client.container.getById(id)
  }

  /** Resolves with the exit code when the adopted container ends by itself. */
  async exit(): Promise<number> {
    const options = { condition: 'next-exit', abortSignal: this.#gone.signal }
    const { StatusCode } = (await this.#container!.wait(options as object)) as { StatusCode: number }
    return StatusCode
  }

  /** Its last log lines; whatever can be read within a moment. */
  async lastLines(): Promise<string[]> {
    if (this.#container === undefined) return []
    try {
      const bytes = await this.#container.logs({ stdout: true, stderr: true, follow: false, tail: 6 })
      return textOf(bytes as Buffer)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    } catch {
      return []
    }
  }

  /** Memory that the container's processes hold now, without the page cache that can be dropped; bytes. */
  async memory(): Promise<number> {
    const { memory_stats } = await this.#container!.stats({ stream: false, 'one-shot': true })
    return memory_stats.usage - (memory_stats.stats.inactive_file ?? 0)
  }

  /** Why the container does not run, or `undefined` when it does. */
  async trouble(): Promise<string | undefined> {
    try {
      const { State } = await this.#container!.inspect()
      if (State.Running && !State.Paused) return undefined
      const code = State.Running ? '' : ` with exit code ${State.ExitCode}`
      return `The subject's container is ${State.Status}${code}.`
    } catch (error) {
      if (isStatus(error, 404)) return "The subject's container no longer exists."
      const reason = error instanceof Error ? error.message : String(error)
      return `The container engine no longer answers: ${reason}.`
    }
  }

  /** Removes container and network, whatever state they are in. Safe to call again, also meanwhile. */
  remove(): Promise<void> {
    this.#removal = this.#removal.catch(() => undefined).then(() => this.#removeNow())
    return this.#removal
  }

  async #removeNow(): Promise<void> {
    this.#gone.abort()
    await this.#container?.remove({ force: true, v: true }).catch(unlessGone)
    if (this.#network === 'made')
      await this.client.container.dockerode.getNetwork(this.name).remove().catch(unlessGone)
  }
}

/** The text of a multiplexed log: frames of 8 bytes of head, whose last four are the length of what follows. */
function textOf(bytes: Buffer): string {
  const pieces: Buffer[] = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at + 4)
    pieces.push(bytes.subarray(at + 8, end))
    at = end
  }
  return Buffer.concat(pieces).toString('utf8')
}

function unlessGone(error: unknown): void {
  if (!isStatus(error, 404)) throw error
}

function isStatus(error: unknown, status: number): boolean {
  return (error as { statusCode?: number }).statusCode === status
}
