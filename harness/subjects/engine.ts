import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { ContainerRuntimeClient } from 'testcontainers'
import { EXIT, UserError, unavailableError } from '../core/exit.js'
import { packageRoot } from '../core/package-root.js'

// What a killed run leaves is swept by label instead, because Ryuk's image may be out of reach.
process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'

const NEVER = new AbortController().signal

/** A sentence on why there is no container engine, or `undefined` when one answers. Starts none. */
export async function engineTrouble(): Promise<string | undefined> {
  if ((await ensure(['engine'], 'ignore', NEVER)) === 0) return undefined
  const where = process.env.DOCKER_HOST ?? 'the default socket'
  return `No container engine answers at ${where}; start Docker, or run docker/ensure engine.`
}

/**
 * The container engine, as testcontainers reaches it.
 * @throws UserError (69)
 */
export async function findEngine(): Promise<ContainerRuntimeClient> {
  const trouble = await engineTrouble()
  if (trouble !== undefined) throw unavailableError(trouble)
  const { getContainerRuntimeClient } = await import('testcontainers')
  try {
    return await getContainerRuntimeClient()
  } catch (error) {
    throw unavailableError(
      'The docker command reaches an engine that testcontainers does not find; set DOCKER_HOST to its address.',
      error,
    )
  }
}

/** Removes what dead runs left in the engine. */
export async function sweep(interrupt: AbortSignal): Promise<void> {
  await ensure(['sweep'], 'inherit', interrupt)
}

/**
 * Makes sure that `image` (without the part before the slash) is there and is what its folder says.
 * @throws UserError (69)
 */
export async function ensureImage(image: string, interrupt: AbortSignal): Promise<void> {
  if ((await ensure(['image', image], 'inherit', interrupt)) === 0) return
  if (interrupt.aborted) throw interrupted()
  throw unavailableError(`The image ${image} could not be made; docker/ensure says why above.`)
}

/** Labels by which `docker/ensure sweep` knows whether the process that made something still lives. */
export function ownerLabels(run: string): Record<string, string> {
  return {
    'assay.run': run,
    'assay.pid': String(process.pid),
    'assay.boot': bootId(),
    'assay.host': hostname(),
  }
}

/** The error of a start that was given up because the user asked for it. */
export function interrupted(): UserError {
  return new UserError('Interrupted while the subject was starting.', EXIT.interrupted)
}

/** Runs docker/ensure; resolves with its exit code. Its messages go to `messages`. */
function ensure(args: string[], messages: 'inherit' | 'ignore', interrupt: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    // A process group of its own, so that a build's children end with it.
    const child = spawn(join(packageRoot(), 'docker', 'ensure'), args, {
      stdio: ['ignore', 'ignore', messages],
      env: { ...process.env, ASSAY_ENGINE: 'existing' },
      detached: true,
    })
    const stop = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
    }
    const end = (code: number | null) => {
      interrupt.removeEventListener('abort', stop)
      resolve(code ?? EXIT.unavailable)
    }
    child.once('error', () => end(null))
    child.once('exit', end)
    interrupt.addEventListener('abort', stop)
    if (interrupt.aborted) stop()
  })
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
