import type { ContainerRuntimeClient } from 'testcontainers'
import { linesIn, textOf } from './container-log.js'
import type { LogLine } from './subject.js'

type Container = ReturnType<ContainerRuntimeClient['container']['getById']>

/** Exit code of a container that was ended with SIGKILL. */
const KILLED = 137

/** One container of a run. */
export class ContainerPart {
  /**
   * @param container as the engine's client knows it
   * @param gone aborted when nobody needs it any more
   */
  constructor(
    readonly container: Container,
    private readonly gone: AbortSignal,
  ) {}

  /** Resolves with the exit code when the container ends by itself. */
  async exit(): Promise<number> {
    const options = { condition: 'next-exit', abortSignal: this.gone }
    const { StatusCode } = (await this.container.wait(options as object)) as { StatusCode: number }
    return StatusCode
  }

  /** Ends all its processes at once, with SIGKILL. */
  async kill(): Promise<void> {
    await this.container.kill({ signal: 'SIGKILL' })
  }

  /**
   * Tells its first process to end, with SIGTERM, and waits until it has.
   * @throws Error when it did not by itself within so many seconds, or failed
   */
  async stop(seconds: number): Promise<void> {
    await this.container.stop({ t: seconds })
    const { ExitCode } = (await this.container.inspect()).State
    if (ExitCode === KILLED) throw new Error(`The container did not end within ${seconds} s of SIGTERM.`)
  }

  /** Lets all its processes stand still. */
  async pause(): Promise<void> {
    await this.container.pause()
  }

  /** Lets all its processes go on. */
  async continue(): Promise<void> {
    await this.container.unpause()
  }

  /** What it does now. */
  async state(): Promise<'runs' | 'paused' | 'dead'> {
    const { State } = await this.container.inspect()
    if (!State.Running) return 'dead'
    return State.Paused ? 'paused' : 'runs'
  }

  /** Its last log lines, without colours; whatever can be read within a moment. */
  async lastLines(): Promise<string[]> {
    try {
      const bytes = await this.container.logs({ stdout: true, stderr: true, follow: false, tail: 6 })
      return textOf(bytes as Buffer)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    } catch {
      return []
    }
  }

  /** What it logged between two times, ms since the Unix epoch; also when it runs no more. */
  async log(from: number, until: number): Promise<LogLine[]> {
    const bytes = await this.container.logs({
      ...{ stdout: true, stderr: true, follow: false, timestamps: true },
      ...{ since: from / 1000, until: until / 1000 },
    })
    return linesIn(bytes as Buffer)
  }

  /** Memory that its processes hold now, without the page cache that can be dropped; bytes. */
  async memory(): Promise<number> {
    const { memory_stats } = await this.container.stats({ stream: false, 'one-shot': true })
    return memory_stats.usage - (memory_stats.stats.inactive_file ?? 0)
  }

  /** Why it does not run, or `undefined` when it does. */
  async trouble(): Promise<string | undefined> {
    try {
      const { State } = await this.container.inspect()
      if (State.Running && !State.Paused) return undefined
      const code = State.Running ? '' : ` with exit code ${State.ExitCode}`
      return `The subject's container is ${State.Status}${code}.`
    } catch (error) {
      if (isStatus(error, 404)) return "The subject's container no longer exists."
      const reason = error instanceof Error ? error.message : String(error)
      return `The container engine no longer answers: ${reason}.`
    }
  }

  /** Removes it, whatever state it is in. */
  async remove(): Promise<void> {
    await this.container.remove({ force: true, v: true }).catch(unlessGone)
  }
}

/** Lets pass that something in the engine does not exist. */
export function unlessGone(error: unknown): void {
  if (!isStatus(error, 404)) throw error
}

function isStatus(error: unknown, status: number): boolean {
  return (error as { statusCode?: number }).statusCode === status
}
