import { usageError } from '../core/exit.js'
import type { ContainerManifest } from './manifest-schema.js'
import type { Specifier } from './specifier.js'
import type { Subject } from './subject.js'

/** What a container is started with: the manifest as it is, or with the settings of the option `tuned` over it. */
export interface TunedManifest extends ContainerManifest {
  /** What to know about the settings, for reports. */
  notes: string[]
  signs?: number
}

/**
 * The manifest with the settings that the specifier asks for.
 * @throws UserError (64) that names the settings there are
 */
export function tune(manifest: ContainerManifest, { text, options }: Specifier): TunedManifest {
  const name = options.get('tuned')
  if (name === undefined) return { ...manifest, notes: [] }
  const { tuned = {} } = manifest
  if (!Object.hasOwn(tuned, name)) {
    const names = Object.keys(tuned)
    const known = names.length === 0 ? 'no such settings' : `only ${names.join(', ')}`
    throw usageError(`The subject "${text}" has tuned=${name}, but ${manifest.id} has ${known}.`)
  }
  const { says, environment, ...bounds } = tuned[name]!
  return {
    ...manifest,
    ...bounds,
    environment: { ...manifest.environment, ...environment },
    notes: [`Tuned as "${name}": ${says}`],
  }
}

/** What a manifest says about how silence is noticed. */
export function noticeOf({ silence, signs }: TunedManifest): Pick<Subject, 'silence' | 'signs'> {
  return { ...(silence === undefined ? {} : { silence }), ...(signs === undefined ? {} : { signs }) }
}
