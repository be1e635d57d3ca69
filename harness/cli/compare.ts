import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { renderComparison } from '../../reports/emit/compare-terminal.js'
import { parseResults } from '../../reports/emit/schema.js'
import { serversPage } from '../../reports/emit/servers-page.js'
import { compare } from '../../reports/model/comparison.js'
import { writeWhole } from '../../reports/write.js'
import { writeComparison } from '../../reports/write-comparison.js'
import { systemClock } from '../core/clock.js'
import { EXIT, usageError } from '../core/exit.js'
import type { Results } from '../core/results.js'
import { makeFolder } from '../run/run-folder.js'
import type { Io } from './io.js'

/** Options of `assay compare`. */
export interface CompareOptions {
  /** The folder that the folder of the comparison is made in. */
  out: string
  /** Where the page for operators goes, if it is wanted. */
  page?: string
}

/**
 * Puts recorded runs side by side and writes the comparison; 0 when it was written.
 * @param runs folders of runs, or their `results.json`
 */
export async function compareCommand(io: Io, runs: string[], options: CompareOptions): Promise<number> {
  if (runs.length < 2)
    throw usageError(`Comparing takes at least two runs; only ${runs[0] ?? 'none'} was given.`)
  await writeCompared(io, runs.map(readRun), options)
  return EXIT.ok
}

/** Writes the comparison of `runs` and prints its summary. */
export async function writeCompared(io: Io, runs: Results[], { out, page }: CompareOptions): Promise<void> {
  const comparison = compare(runs)
  const folder = makeFolder(out, 'compare', systemClock)
  const paths = await writeComparison(comparison, folder)
  const shown = (path: string) => relative(process.cwd(), path) || '.'
  io.out(
    renderComparison(comparison, io.colors, {
      html: shown(paths.html),
      markdown: shown(paths.markdown),
      ...(page === undefined ? {} : { page: shown(await writePage(page, serversPage(comparison))) }),
    }),
  )
}

async function writePage(path: string, text: string): Promise<string> {
  const target = resolve(path)
  try {
    await mkdir(dirname(target), { recursive: true })
    return await writeWhole(target, text)
  } catch (error) {
    throw usageError(
      `The page cannot be written to ${path}: ${error instanceof Error ? error.message : error}.`,
    )
  }
}

/** Reads the results of a run, given by its folder or its `results.json`. */
function readRun(path: string): Results {
  if (!existsSync(path))
    throw usageError(`There is no run at ${path}; give the folder of a run or its results.json.`)
  const file = statSync(path).isDirectory() ? join(path, 'results.json') : path
  if (!existsSync(file)) throw usageError(`The folder ${path} has no results.json; give the folder of a run.`)
  return parseResults(readFileSync(file, 'utf8'), file)
}
