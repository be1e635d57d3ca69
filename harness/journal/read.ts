import { existsSync } from 'node:fs'
import { usageError } from '../core/exit.js'
import type { JournalEvent } from './event.js'
import { linesOf } from './lines.js'

/**
 * Reads `journal.ndjson`, one event a line. A last line that was cut off by a kill is left out.
 * @throws UserError (64) when the file is missing, or a line other than the last is not an event.
 */
export async function* readJournal(path: string): AsyncGenerator<JournalEvent> {
  if (!existsSync(path)) throw usageError(`There is no journal at ${path}; give the folder of a run.`)
  let broken: number | undefined
  let number = 0
  for await (const line of linesOf(path)) {
    number += 1
    if (broken !== undefined)
      throw usageError(`Line ${broken} of ${path} is not a journal event; the file was changed or damaged.`)
    const event = parseLine(line)
    if (event === undefined) broken = number
    else yield event
  }
}

function parseLine(line: string): JournalEvent | undefined {
  try {
    const event: unknown = JSON.parse(line)
    const isEvent =
      typeof event === 'object' && event !== null && 'n' in event && 't' in event && 'kind' in event
    return isEvent ? (event as JournalEvent) : undefined
  } catch {
    return undefined
  }
}
