import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { usageError } from '../core/exit.js'
import type { JournalEvent } from '../journal/event.js'
import type { Bundle } from './bundle.js'
import { explain, type Told } from './explain.js'
import { type SaidLine, textOfLog } from './log.js'
import { certificateFiles, saidIn, wireFiles, zoneFile } from './wire.js'

/** What was recorded of the failure, and what the judge said about it. */
export interface Evidence {
  /** The run's own first events. */
  head: readonly JournalEvent[]
  /** Those of the scope that failed, in order. */
  events: readonly JournalEvent[]
  /** What the subject logged meanwhile, where that is kept elsewhere. */
  log: readonly SaidLine[]
  told: Told
}

/**
 * Writes a bundle as the folder `folder`, complete or not at all; one that is there already is replaced.
 * @throws UserError (64) when nothing can be written there
 */
export function writeBundle(folder: string, bundle: Bundle, { head, events, log, told }: Evidence): void {
  const part = `${folder}.${process.pid}.part`
  try {
    mkdirSync(join(part, 'wire'), { recursive: true })
    const put = (name: string, content: string | Buffer) => writeFileSync(join(part, name), content)
    put('bundle.json', `${JSON.stringify(bundle, null, 2)}\n`)
    put('journal.jsonl', [...head, ...events].map((event) => `${JSON.stringify(event)}\n`).join(''))
    for (const [name, bytes] of wireFiles(events)) put(join('wire', name), bytes)
    const said = [...saidIn(events), ...log].sort((a, b) => a.t - b.t)
    if (said.length > 0) put('subject.log', textOfLog(said))
    const certificates = certificateFiles(events)
    if (certificates.size > 0) mkdirSync(join(part, 'certificates'))
    for (const [name, pem] of certificates) put(join('certificates', name), pem)
    const zone = zoneFile(events)
    if (zone !== undefined) put('zone.json', zone)
    put('explain.md', explain(bundle, told, readdirSync(part)))
    rmSync(folder, { recursive: true, force: true })
    renameSync(part, folder)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw usageError(
      `The bundle ${folder} cannot be written: ${error instanceof Error ? error.message : error}.`,
    )
  }
}
