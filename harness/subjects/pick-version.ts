import { usageError } from '../core/exit.js'

/**
 * The newest version that fits `wanted`: all of it, or its first numbers; any when nothing is wanted.
 * @param known at least one version
 * @throws UserError (64) that names the versions there are
 */
export function pickVersion(name: string, wanted: string | undefined, known: readonly string[]): string {
  const fitting = known.filter((v) => wanted === undefined || v === wanted || v.startsWith(`${wanted}.`))
  const newest = fitting.toSorted(byNumber).at(-1)
  if (newest !== undefined) return newest
  throw usageError(`There is no version "${wanted}" of ${name}; choose ${known.join(', ')}.`)
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
