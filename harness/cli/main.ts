#!/usr/bin/env node
import { CommanderError } from 'commander'
import picocolors from 'picocolors'
import { EXIT, UserError } from '../core/exit.js'
import type { Io } from './io.js'
import { commanderProblem, program } from './program.js'

const interrupt = new AbortController()
const onSignal = () => {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted)
  interrupt.abort()
}
process.on('SIGINT', onSignal)
process.on('SIGTERM', onSignal)

const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  live: process.stderr.isTTY === true,
  colors: picocolors.createColors(process.stdout.isTTY === true && picocolors.isColorSupported),
  interrupt: interrupt.signal,
  argv: process.argv.slice(2),
  input: process.stdin,
}

/** Exits once both streams are written out; a reader that has gone away does not matter. */
function leave(code: number): void {
  process.exitCode = code
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
}

process.stdout.on('error', () => process.exit(EXIT.ok))

try {
  let code: number = EXIT.ok
  await program(io, (finished) => {
    code = finished
  }).parseAsync(process.argv)
  leave(interrupt.signal.aborted ? EXIT.interrupted : code)
} catch (error) {
  if (error instanceof UserError) {
    io.err(`${error.message}\n`)
    leave(error.exitCode)
  } else if (error instanceof CommanderError) {
    const problem = commanderProblem(error)
    if (problem !== undefined) io.err(`${problem}\n`)
    leave(problem === undefined ? EXIT.ok : EXIT.usage)
  } else {
    io.err(
      `Assay itself failed; this is a defect worth reporting. ${error instanceof Error ? error.stack : error}\n`,
    )
    leave(EXIT.internal)
  }
}
