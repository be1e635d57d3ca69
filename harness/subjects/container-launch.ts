import { GenericContainer, type StartedTestContainer, type WaitStrategy } from 'testcontainers'
import type { Clock } from '../core/clock.js'
import { unavailableError } from '../core/exit.js'
import type { ContainerPart } from './container-part.js'
import type { ContainerParts } from './container-parts.js'
import { interrupted } from './engine.js'

/** What is to be launched. */
export interface Launch {
  image: string
  /** Name by which other containers of its network reach it; one is made up where nobody needs it. */
  name?: string
  ports: number[]
  environment: Record<string, string>
  /** Part of the log line that says the subject is ready. */
  ready: string
}

/** For machines that do much else; ms. */
const READY_WITHIN = 90_000

/** What was launched. */
export interface Launched {
  container: StartedTestContainer
  part: ContainerPart
}

/**
 * Starts a container on the network of `parts` and waits for its log line.
 * @throws UserError (69) with the last log lines when it ends before, is too slow, or cannot be started
 */
export async function launch(
  { image, name, ports, environment, ready }: Launch,
  parts: ContainerParts,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<Launched> {
  let onExit = (_ended: Ended) => {}
  const exit = new Promise<Ended>((resolve) => {
    onExit = resolve
  })
  let part: ContainerPart | undefined
  const adopt = (id: string) => {
    const adopted = parts.adopt(id)
    part = adopted
    if (interrupt.aborted) throw interrupted()
    adopted.exit().then(
      (code) => onExit({ code, part: adopted }),
      () => undefined,
    )
  }
  await parts.makeNetwork().catch((error: unknown) => refuse(`make a network for ${image}`, error))
  const wish = new Adopted(image, adopt)
    .withExposedPorts(...ports)
    .withEnvironment(environment)
    .withLabels(parts.labels)
    .withNetworkMode(parts.name)
    .withAutoCleanup(false)
    .withWaitStrategy(AT_ONCE)
  const named = name === undefined ? wish : wish.withName(name).withHostname(name)
  const started = named.start().catch((error: unknown) => refuse(`start ${image}`, error))
  started.catch(() => undefined)
  const container = await Promise.race([started, exit])
  if ('code' in container) return tellEnded(image, container)
  const launched = { container, part: part! }
  const outcome = await Promise.race([logged(ready, 1, launched.part, parts, clock, interrupt), exit])
  if (typeof outcome === 'object') return tellEnded(image, outcome)
  if (outcome === 'late')
    throw unavailableError(
      `The container of ${image} did not log "${ready}" within ${READY_WITHIN} ms; its last lines: ${await quote(launched.part)}`,
    )
  return launched
}

/** A container that ended by itself. */
interface Ended {
  code: number
  part: ContainerPart
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

/** Resolves when `part` has logged `text` so many times since it was made, or with `late`. */
export async function logged(
  text: string,
  times: number,
  { container }: ContainerPart,
  { client }: ContainerParts,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<'ready' | 'late'> {
  const stream = await client.container.logs(container)
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
    let log = ''
    stream.on('data', (piece: string) => {
      log += piece
      if (log.split(text).length > times) finish('ready')
    })
    stream.on('error', () => undefined)
  })
}

async function tellEnded(image: string, { code, part }: Ended): Promise<never> {
  throw unavailableError(
    `The container of ${image} ended with exit code ${code} while starting; its last lines: ${await quote(part)}`,
  )
}

async function quote(part: ContainerPart): Promise<string> {
  const lines = await part.lastLines()
  return lines.length === 0 ? '(none)' : lines.join(' | ')
}

function refuse(what: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error)
  throw unavailableError(`The container engine could not ${what}: ${reason.trim()}`, error)
}
