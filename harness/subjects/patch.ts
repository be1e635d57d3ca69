import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { EXIT, UserError, usageError } from '../core/exit.js'
import { packageRoot } from '../core/package-root.js'

const text = z.string().min(1)
const change = z.strictObject({ find: text, put: text })
const patch = z.strictObject({
  name: text,
  /** What the patched server does wrong, in one sentence. */
  says: text,
  /** The file in the container. */
  file: text,
  ...change.shape,
  /** Further changes in the same file. */
  also: z.array(change).default([]),
  /** Requirements that fail on the patched server, and don't without the patch. */
  breaks: z.array(text),
})
const patchFile = z.strictObject({ versions: z.array(text), patches: z.array(patch) })

/** A deliberate bug put into a real server's own file. */
export type Patch = z.infer<typeof patch>

/**
 * The patches for the container subject `id`, none when there are none, and the versions they fit.
 * @throws UserError (70) when the file that holds them is not as it must be
 */
export function loadPatches(id: string): { versions: string[]; patches: Patch[] } {
  const file = join(packageRoot(), 'fixtures', 'subjects', 'patches', `${id}.yaml`)
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    return { versions: [], patches: [] }
  }
  const result = patchFile.safeParse(parse(content))
  if (result.success) return result.data
  const { path, message } = result.error.issues[0]!
  throw new UserError(`Patches ${id}.yaml, key "${path.join('.')}": ${message}.`, EXIT.internal)
}

/**
 * The patch that the option `patch` of a specifier names.
 * @throws UserError (64) when there is none of that name, or none for this version
 */
export function patchNamed(id: string, version: string, name: string): Patch {
  const { versions, patches } = loadPatches(id)
  const found = patches.find((p) => p.name === name)
  if (found === undefined) {
    const known = patches.length === 0 ? 'there are none' : `choose ${patches.map((p) => p.name).join(', ')}`
    throw usageError(`There is no patch "${name}" for ${id}: ${known}.`)
  }
  if (!versions.includes(version))
    throw usageError(`The patches for ${id} fit its versions ${versions.join(', ')}, not ${version}.`)
  return found
}

/**
 * The content of a file with a patch's changes made.
 * @throws UserError (70) when a text that is to be found does not stand there exactly once
 */
export function patched({ name, file, find, put, also }: Patch, content: string): string {
  let changed = content
  for (const change of [{ find, put }, ...also]) {
    const parts = changed.split(change.find)
    if (parts.length !== 2)
      throw new UserError(
        `The patch "${name}" finds its text ${parts.length - 1} times in ${file}, not once.`,
        EXIT.internal,
      )
    changed = parts.join(change.put)
  }
  return changed
}
