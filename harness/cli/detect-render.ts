import type { Ledger } from '../run/detect.js'

/** The ledger as text: the matrix of requirements and variants, and what is wrong with it. */
export function render({ reference, detections, unproven }: Ledger): string {
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
