import type { StartedTestContainer } from 'testcontainers'
import { unavailableError } from '../core/exit.js'
import { type Patch, patched } from './patch.js'

const STOP_WITHIN = 5

/**
 * Puts a patch into a running container's file and starts its program again.
 * @throws UserError: 69 when the container lets the file not be read, 70 when the patch does not fit it
 */
export async function applyPatch(container: StartedTestContainer, patch: Patch): Promise<void> {
  const { exitCode, stdout, stderr } = await container.exec(['cat', patch.file])
  if (exitCode !== 0)
    throw unavailableError(
      `The patch "${patch.name}" cannot read ${patch.file} in the container: ${stderr.trim()}`,
    )
  await container.copyContentToContainer([
    { content: patched(patch, stdout), target: patch.file, mode: 0o644 },
  ])
  await container.restart({ timeout: STOP_WITHIN })
}
