import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { usageError } from '../core/exit.js'
import { type Bundle, bundleSchema, FORMAT } from './bundle.js'

/**
 * Reads a bundle.
 * @param path its folder, or the `bundle.json` in it
 * @throws UserError (64) when there is none, or it is damaged, of something else, or of a newer version
 */
export function readBundle(path: string): Bundle {
  const file = bundleFile(path)
  const at = `The file ${file}`
  return parseBundle(jsonOf(readFileSync(file, 'utf8'), at), at)
}

/**
 * Makes sure that a value is a bundle.
 * @param at where it came from, for the message
 * @throws UserError (64)
 */
export function parseBundle(value: unknown, at = 'The bundle'): Bundle {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  if (typeof format !== 'string' || !format.startsWith('assay-bundle/'))
    throw usageError(`${at} is not a bundle of Assay: its format should be "${FORMAT}".`)
  if (format !== FORMAT)
    throw usageError(`${at} is of the format ${format}, but this version of Assay reads ${FORMAT}.`)
  const parsed = bundleSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw usageError(
    `${at} is a damaged bundle: its field ${issue?.path.join('.') || 'list'} is wrong: ${issue?.message ?? 'wrong shape'}.`,
  )
}

/**
 * The `bundle.json` that is meant by a path: that itself, or the one in the folder.
 * @throws UserError (64) when there is none
 */
export function bundleFile(path: string): string {
  if (!existsSync(path)) throw usageError(`There is no bundle at ${path}; give the folder of one.`)
  if (!statSync(path).isDirectory()) return path
  const file = join(path, 'bundle.json')
  if (existsSync(file)) return file
  throw usageError(`The folder ${path} is no bundle: there is no bundle.json in it.`)
}

function jsonOf(text: string, at: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw usageError(`${at} is not JSON; the file was changed or damaged.`)
  }
}
