import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { EXIT, UserError } from '../core/exit.js'
import { packageRoot } from '../core/package-root.js'
import { type Manifest, manifestSchema } from './manifest-schema.js'

const FOLDER = join('fixtures', 'subjects')

/** The manifests there are, in the order in which they are listed. */
export const MANIFESTS = [
  'embedded',
  'sim',
  'prosody',
  'ejabberd',
  'ejabberd-cluster',
  'jabberd2',
  'address',
] as const

/** Ids of the subjects that run in containers. */
export function containerIds(): string[] {
  return MANIFESTS.map((id) => loadManifest(id)).flatMap((m) => (m.carrier === 'container' ? [m.id] : []))
}

/**
 * Reads the manifest of a subject. Manifests are part of the package, so a fault in one is a defect of Assay.
 * @throws UserError (70) that names the file and the key
 */
export function loadManifest(id: string, folder: string = join(packageRoot(), FOLDER)): Manifest {
  const file = `${id}.yaml`
  const result = manifestSchema.safeParse(read(folder, file))
  if (!result.success) {
    const { path, message } = result.error.issues[0]!
    const key = path.length === 0 ? '' : `, key "${path.join('.')}"`
    throw manifestError(`${file}${key}: ${message}.`)
  }
  if (result.data.id !== id)
    throw manifestError(`${file}, key "id": "${result.data.id}" is not the name of the file.`)
  return result.data
}

function read(folder: string, file: string): unknown {
  try {
    return parse(readFileSync(join(folder, file), 'utf8'))
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
    throw manifestError(`${file} cannot be read: ${reason}.`, cause)
  }
}

const manifestError = (message: string, cause?: unknown) =>
  new UserError(`Subject manifest ${message}`, EXIT.internal, { cause })

/** A subject that can be named on the command line. */
export interface ListedSubject {
  specifier: string
  name: string
  carrier: Manifest['carrier']
  /** What must be there, as a phrase. */
  needs: string
  roles: string[]
}

/** Every subject that can be tested, one entry for each version. */
export function listSubjects(): ListedSubject[] {
  return MANIFESTS.flatMap((id) => {
    const manifest = loadManifest(id)
    const { name, carrier, needs, roles } = manifest
    const entry = (specifier: string, title: string) => ({ specifier, name: title, carrier, needs, roles })
    if (manifest.carrier === 'embedded' || manifest.carrier === 'sim') return [entry(id, name)]
    if (manifest.carrier === 'address') return [entry('address:<host>[:port]', name)]
    return manifest.versions.map((v) => entry(`container:${id}@${v}`, `${name} ${v}`))
  })
}
