import { systemClock } from '../core/clock.js'
import { EXIT } from '../core/exit.js'
import type { LoadSize } from '../load/job.js'
import { type Measured, measure } from '../load/measure.js'
import { simulate } from '../load/simulate.js'
import { parseSpecifier } from '../subjects/specifier.js'
import { startSubject } from '../subjects/start.js'
import type { Io } from './io.js'

/** Options of `assay bench`. */
export interface BenchOptions extends LoadSize {
  json?: true
  /** The longest one subject may take, s. */
  limit: number
}

interface Row {
  subject: string
  name: string
  version: string
  figures: Measured
}

/**
 * Puts the same load on each subject, one after the other, and prints the figures; 1 when a ping was lost or
 * answered twice.
 */
export async function benchCommand(io: Io, specifiers: string[], options: BenchOptions): Promise<number> {
  const rows: Row[] = []
  for (const specifier of specifiers) {
    const put = parseSpecifier(specifier).kind === 'sim' ? simulate : measure
    const subject = await startSubject(specifier, systemClock, io.interrupt)
    try {
      const tell = (text: string) => io.err(`${specifier}: ${text}\n`)
      const ms = options.limit * 1000
      const figures = await put(subject, options, ms, io.interrupt, tell)
      const { name, version } = subject.facts
      rows.push({ subject: specifier, name, version, figures })
    } catch (error) {
      if (io.interrupt.aborted) return EXIT.interrupted
      throw error
    } finally {
      await subject.stop()
    }
  }
  io.out(options.json ? `${JSON.stringify({ ...sizeOf(options), rows }, null, 2)}\n` : table(rows, options))
  return rows.every(({ figures }) => figures.lost + figures.surplus === 0) ? EXIT.ok : EXIT.unexpected
}

function sizeOf({ services, instances, clients, pings, handovers }: LoadSize): LoadSize {
  return { services, instances, clients, pings, handovers }
}

function table(rows: Row[], { services, instances, clients, pings, handovers }: LoadSize): string {
  const heads = ['subject', 'wall s', 'pings/s', 'p50 ms', 'p99 ms', 'peak MiB', 'lost', 'surplus']
  const cells = rows.map(
    ({ name, version, figures: { wall, duration, latency, memory, lost, surplus, virtual } }) => [
      `${name} ${version}`,
      (wall / 1000).toFixed(1),
      virtual ? '-' : String(Math.round((pings / duration) * 1000)),
      virtual ? '-' : latency.p50.toFixed(1),
      virtual ? '-' : latency.p99.toFixed(1),
      memory === undefined ? '-' : String(Math.round(memory / 2 ** 20)),
      String(lost),
      String(surplus),
    ],
  )
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]!.length)))
  const line = (row: string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
  return [
    `${pings} pings of ${clients} clients to the bare JID of ${instances} instances${services === 1 ? '' : ` of each of ${services} services`}; the top instance changed ${handovers} times.`,
    line(heads),
    ...cells.map(line),
    '',
  ].join('\n')
}
