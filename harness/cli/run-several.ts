import { EXIT, UserError, usageError } from '../core/exit.js'
import { freshSeed } from '../core/random.js'
import type { Results } from '../core/results.js'
import { listSubjects } from '../subjects/manifest.js'
import { parseSpecifier } from '../subjects/specifier.js'
import { writeCompared } from './compare.js'
import type { Io } from './io.js'
import { type RunOptions, runOne } from './run.js'

/** From the worst to the best; what is not here is worse than all. */
const FROM_WORST: readonly number[] = [
  EXIT.interrupted,
  EXIT.internal,
  EXIT.usage,
  EXIT.unavailable,
  EXIT.unexpected,
  EXIT.inconclusive,
  EXIT.nothingJudged,
  EXIT.ok,
]

/** Stands for all servers that Assay starts by itself. */
const ALL = 'all'

/** Options of `assay run` for one subject or several. */
export interface RunSeveralOptions extends RunOptions {
  /** Where the page for operators goes, if it is wanted. */
  page?: string
}

/**
 * Runs the selected scenarios against each subject, one after the other, and compares them at the end if more than one
 * was judged, all with one seed. One that cannot start is told, and does not stop the others. Returns the worst exit
 * code.
 */
export async function runCommand(
  io: Io,
  asked: string[],
  { page, ...options }: RunSeveralOptions,
): Promise<number> {
  const specifiers = asked.flatMap((specifier) => (specifier === ALL ? everyServer() : [specifier]))
  const [only, ...others] = specifiers
  if (only !== undefined && others.length === 0) {
    if (page !== undefined)
      throw usageError('The option --page compares subjects: name at least two, or all.')
    return (await runOne(io, only, options)).code
  }
  for (const specifier of specifiers) parseSpecifier(specifier)
  const seed = options.seed ?? freshSeed()
  const codes: number[] = []
  const judged: Results[] = []
  for (const specifier of specifiers) {
    if (io.interrupt.aborted) break
    const { code, results } = await attempt(io, specifier, { ...options, seed })
    codes.push(code)
    if (results !== undefined) judged.push(results)
  }
  if (judged.length > 1)
    await writeCompared(io, judged, { out: options.out, ...(page === undefined ? {} : { page }) })
  return io.interrupt.aborted ? EXIT.interrupted : worstOf(codes)
}

/** The reference over TCP, and every version of the servers in containers. */
function everyServer(): string[] {
  return listSubjects()
    .filter(({ carrier }) => carrier === 'embedded' || carrier === 'container')
    .map(({ specifier }) => specifier)
}

async function attempt(io: Io, specifier: string, options: RunOptions) {
  try {
    return await runOne(io, specifier, options)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    io.err(`${error.message}\n`)
    return { code: error.exitCode }
  }
}

function worstOf(codes: readonly number[]): number {
  return codes.toSorted((a, b) => FROM_WORST.indexOf(a) - FROM_WORST.indexOf(b))[0] ?? EXIT.nothingJudged
}
