import { stripVTControlCharacters } from 'node:util'
import type { LogLine } from './subject.js'

/** The text of a multiplexed log: frames of 8 bytes of head, whose last four are the length of what follows. */
export function textOf(bytes: Buffer): string {
  const pieces: Buffer[] = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at + 4)
    pieces.push(bytes.subarray(at + 8, end))
    at = end
  }
  return stripVTControlCharacters(Buffer.concat(pieces).toString('utf8'))
}

/** The lines of a multiplexed log in which each begins with its time, as the engine writes it (RFC 3339). */
export function linesIn(bytes: Buffer): LogLine[] {
  const lines: LogLine[] = []
  for (const line of textOf(bytes).split('\n')) {
    const [, time = '', text = line] = /^(\d{4}-\S+Z) (.*)$/su.exec(line) ?? []
    const at = time === '' ? lines.at(-1)?.at : Date.parse(time)
    if (at !== undefined && text.trim() !== '') lines.push({ at, text: text.trimEnd() })
  }
  return lines
}

/** A node, with what it logged between two times, ms since the Unix epoch. */
interface Logging {
  readonly part: { log(from: number, until: number): Promise<LogLine[]> }
}

/**
 * What the nodes of a subject logged between two times, ms since the Unix epoch.
 * @param nodes in the order of their numbers, which lines bear where there are several
 * @throws Error when one can't be asked
 */
export async function logOfNodes(nodes: readonly Logging[], from: number, until: number): Promise<LogLine[]> {
  const each = await Promise.all(nodes.map(({ part }) => part.log(from, until)))
  if (each.length === 1) return each.flat()
  return each.flatMap((lines, index) => lines.map((line) => ({ ...line, node: index + 1 })))
}
