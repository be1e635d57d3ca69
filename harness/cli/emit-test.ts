import { writeFileSync } from 'node:fs'
import { EXIT, usageError } from '../core/exit.js'
import { emitTest } from '../repro/emit-test.js'
import { readBundle } from '../repro/read.js'
import type { Io } from './io.js'

/**
 * Writes a test that replays a bundle, to a new file or to standard output; returns the exit code.
 * @throws UserError (64) when the file is there already, or can't be written
 */
export function emitTestCommand(io: Io, path: string, { out }: { out?: string }): number {
  const test = emitTest(readBundle(path))
  if (out === undefined) io.out(test)
  else {
    try {
      writeFileSync(out, test, { flag: 'wx' })
    } catch (error) {
      throw usageError(
        `The test cannot be written to ${out}: ${error instanceof Error ? error.message : error}.`,
      )
    }
    io.err(`Wrote ${out}; "npx vitest run ${out}" replays the bundle.\n`)
  }
  return EXIT.ok
}
