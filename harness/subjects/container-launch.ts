import { GenericContainer, type StartedTestContainer, type WaitStrategy } from 'testcontainers'
import type { Clock } from '../core/clock.js'
import { unavailableError } from '../core/exit.js'
import type { ContainerParts } from './container-parts.js'
import { interrupted } from './engine.js'

/** What is to be launched. */
export interface Launch {
  image: string
  port: number
  environment: Record<string, string>
  /** Part of the log line that says the subject is ready. */
  ready: string
}

const READY_WITHIN = 30_000

/**
 * Starts a container on a network of its own and waits for its log line.
 * @throws UserError (69) with the last log lines when it ends before, is too slow, or cannot be started
 */
export async function launch(
  { image, port, environment, ready }: Launch,
  parts: ContainerParts,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<StartedTestContainer> {
  let onExit = (_code: number) => {}
  const exit = new Promise<number>((resolve) => {
    onExit = resolve
  })
  const adopt = (id: string) => {
    parts.adopt(id)
    if (interrupt.aborted) throw interrupted()
    parts.exit().then(onExit, () => undefined)
  }
  await parts.makeNetwork().catch((error: unknown) => refuse(`make a network for ${image}`, error))
  const started = new Adopted(image, adopt)
    .withExposedPorts(port)
    .withEnvironment(environment)
    .withLabels(parts.labels)
    .withNetworkMode(parts.name)
    .withAutoCleanup(false)
    .withWaitStrategy(AT_ONCE)
    .start()
    .catch((error: unknown) => refuse(`start ${image}`, error))
  started.catch(() => undefined)
  const container = await Promise.race([started, exit])
  if (typeof container === 'number') return ended(image, container, parts)
  const outcome = await Promise.race([logged(ready, parts, clock, interrupt), exit])
  if (typeof outcome === 'number') return ended(image, outcome, parts)
  if (outcome === 'late')
    throw unavailableError(
      `The container of ${image} did not log "${ready}" within ${READY_WITHIN} ms; its last lines: ${await quote(parts)}`,
    )
  return container
}

/** Tells the id of its container before starting it, so that an interrupt can remove it. */
class Adopted extends GenericContainer {
  constructor(
    image: string,
    private readonly adopt: (id: string) => void,
  ) {
    super(image)
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.adopt(id)
  }
}

/** Readiness is ours to find out: testcontainers would remove a container that dies, with its log. */
const AT_ONCE: WaitStrategy = {
  waitUntilReady: async () => undefined,
  withStartupTimeout: () => AT_ONCE,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => READY_WITHIN,
}

async function logged(
  ready: string,
  { client, container }: ContainerParts,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<'ready' | 'late'> {
  const stream = await client.container.logs(container!)
  return new Promise((resolve) => {
    const timer = clock.after(READY_WITHIN, () => finish('late'))
    const finish = (outcome: 'ready' | 'late') => {
      timer.cancel()
      interrupt.removeEventListener('abort', onAbort)
      stream.destroy()
      resolve(outcome)
    }
    const onAbort = () => finish('late')
    interrupt.addEventListener('abort', onAbort)
    if (interrupt.aborted) return onAbort()
    let text = ''
    stream.on('data', (piece: string) => {
      text += piece
      if (text.includes(ready)) finish('ready')
    })
    stream.on('error', () => undefined)
  })
}

async function ended(image: string, code: number, parts: ContainerParts): Promise<never> {
  throw unavailableError(
    `The container of ${image} ended with exit code ${code} while starting; its last lines: ${await quote(parts)}`,
  )
}

async function quote(parts: ContainerParts): Promise<string> {
  const lines = await parts.lastLines()
  return lines.length === 0 ? '(none)' : lines.join(' | ')
}

function refuse(what: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error)
  throw unavailableError(`The container engine could not ${what}: ${reason.trim()}`, error)
}
