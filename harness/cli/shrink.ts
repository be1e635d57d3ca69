import { dirname } from 'node:path'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT } from '../core/exit.js'
import { bundleFile, readBundle } from '../repro/read.js'
import { shrink } from '../repro/shrink.js'
import { writeBundle } from '../repro/write.js'
import type { Io } from './io.js'

/** Options of `assay shrink`. */
export interface ShrinkCommandOptions {
  on?: string
  /** Seconds. */
  budget: number
}

/** Makes a bundle's example smaller, and writes what was confirmed in its place; returns the exit code. */
export async function shrinkCommand(
  io: Io,
  path: string,
  { on, budget }: ShrinkCommandOptions,
): Promise<number> {
  const before = readBundle(path)
  const { sentence, exitCode, bundle, evidence } = await shrink(before, {
    ...(on === undefined ? {} : { on }),
    budget: budget * 1000,
    scenarios: SCENARIOS,
    clock: systemClock,
    interrupt: io.interrupt,
    tell: (what) => io.err(`${what}\n`),
  })
  if (io.interrupt.aborted) return EXIT.interrupted
  if (bundle !== undefined && evidence !== undefined) writeBundle(dirname(bundleFile(path)), bundle, evidence)
  io.out(`${sentence}\n`)
  return exitCode
}
