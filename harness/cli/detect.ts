import { VARIANTS } from '../../fixtures/variants/index.js'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT, usageError } from '../core/exit.js'
import { detect, type Ledger } from '../run/detect.js'
import type { Io } from './io.js'

/** Options of `assay detect`. */
export interface DetectCommandOptions {
  only: string[]
  seed: number
  jobs?: number
  json?: true
}

const EXAMPLES = 40

/** Prints the detection ledger; 0 only if every variant is caught by exactly what it declares. */
export async function detectCommand(
  io: Io,
  { only, seed, jobs = 8, json }: DetectCommandOptions,
): Promise<number> {
  const unknown = only.find((name) => !VARIANTS.some((v) => v.name === name))
  if (unknown !== undefined)
    throw usageError(`There is no variant "${unknown}"; "assay list variants" names them all.`)
  const variants = only.length === 0 ? VARIANTS : VARIANTS.filter((v) => only.includes(v.name))
  const ledger = await detect({
    scenarios: SCENARIOS,
    variants,
    seed,
    jobs,
    examples: EXAMPLES,
    clock: systemClock,
    interrupt: io.interrupt,
    done: (variant, failing) =>
      io.err(
        `${variant?.name ?? 'the reference itself'}: ${failing.length === 0 ? 'nothing fails' : failing.join(', ')}\n`,
      ),
  })
  if (io.interrupt.aborted) return EXIT.interrupted
  io.out(json ? `${JSON.stringify(ledger, null, 2)}\n` : render(ledger))
  const caught = ledger.detections.every((d) => d.missed.length === 0 && d.blamed.length === 0)
  return caught && ledger.reference.length === 0 ? EXIT.ok : EXIT.unexpected
}

function render({ reference, detections, unproven }: Ledger): string {
  const requirements = [...new Set(detections.flatMap((d) => [...d.failing, ...d.missed]))].sort()
  const lines = [
    'Columns, left to right:',
    ...detections.map((d, i) => `${String(i + 1).padStart(4)}  ${d.variant.name}: ${d.variant.says}`),
    '',
  ]
  for (const id of requirements) {
    const cells = detections.map((d) =>
      d.blamed.includes(id) ? '!' : d.missed.includes(id) ? '?' : d.failing.includes(id) ? 'x' : '·',
    )
    lines.push(`${id.padEnd(26)} ${cells.join('')}`)
  }
  lines.push('', 'x caught as declared   ! blamed, but not declared   ? declared, but not caught', '')
  for (const { requirement, verdict, explanation } of reference)
    lines.push(`The reference itself: ${requirement} is ${verdict}. ${explanation}`)
  for (const { variant, missed, blamed } of detections) {
    if (missed.length > 0) lines.push(`${variant.name} is not caught by ${missed.join(', ')}.`)
    if (blamed.length > 0)
      lines.push(`${variant.name} is blamed for ${blamed.join(', ')}, which it does not declare.`)
  }
  const wrong = detections.filter((d) => d.missed.length + d.blamed.length > 0).length
  lines.push(
    `${detections.length - wrong} of ${detections.length} variants are caught by exactly the requirements they declare.`,
  )
  lines.push(
    unproven.length === 0
      ? 'Every tested requirement is proven able to fail.'
      : `${unproven.length} tested requirements are unproven and cannot gate: ${unproven.join(', ')}.`,
  )
  return `${lines.join('\n')}\n`
}
