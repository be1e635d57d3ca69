import { ENDS, milliseconds } from '../model/behaviour.js'
import type { Comparison } from '../model/comparison.js'
import type { Divergence, Stand } from '../model/divergences.js'
import { SIGNS } from '../model/signs.js'
import { counted, cut, visible } from '../model/text.js'
import type { Colors } from './terminal.js'

/** Where the files of a comparison are. */
export interface ComparisonPaths {
  html: string
  markdown: string
  page?: string
}

const SHOWN = 15
const WIDTH = 100

/** The end of a comparison: times, the worst divergences, and where to read on. */
export function renderComparison(comparison: Comparison, colors: Colors, paths: ComparisonPaths): string {
  const { columns, matrix, divergences } = comparison
  const judged = matrix.filter(({ agree }) => !agree).length
  const behaviour = divergences.filter(({ differs }) => differs === 'behaviour').length
  const shown = divergences.slice(0, SHOWN)
  const more = divergences.length - shown.length
  return [
    colors.bold(oneLine(columns.map(({ label }) => label).join(', '))),
    `  ${counted(matrix.length, 'requirement', 'requirements')} judged; the verdicts on ${judged} differ; ${counted(behaviour, 'difference', 'differences')} in behaviour only`,
    ...times(comparison),
    ...shown.flatMap((each) => divergence(each, comparison, colors)),
    ...(more > 0 ? [`  and ${counted(more, 'more divergence', 'more divergences')}`] : []),
    ...Object.entries(paths).map(([name, path]) => `${colors.dim(name.padEnd(8))} ${oneLine(path)}`),
    '',
  ].join('\n')
}

function times({ columns, notice }: Comparison): string[] {
  if (notice.length === 0) return []
  const rows = [
    ['median time to notice', ...columns.map(({ label }) => oneLine(label))],
    ...notice.map(({ end, times }) => [
      ENDS[end],
      ...times.map((each) => (each === undefined ? '-' : milliseconds(each.median))),
    ]),
  ]
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  return rows.map(
    (row) =>
      `  ${row.map((each, at) => (at === 0 ? each.padEnd(widths[at] ?? 0) : each.padStart(widths[at] ?? 0))).join('  ')}`,
  )
}

function divergence(
  { requirement, strength, scenarios, stands }: Divergence,
  { columns }: Comparison,
  colors: Colors,
): string[] {
  const where = scenarios.length === 1 ? scenarios[0] : counted(scenarios.length, 'scenario', 'scenarios')
  return [
    `${colors.bold(oneLine(requirement))}  ${colors.dim(oneLine(`${strength} · ${where}`))}`,
    ...stands.map((stand, at) => `  ${oneLine(columns[at]?.label ?? '')}: ${said(stand)}`),
  ]
}

function said(stand: Stand | undefined): string {
  if (stand === undefined) return 'not judged'
  const { shown, leftOut } = cut(oneLine(stand.words ?? ''), WIDTH)
  return `${SIGNS[stand.verdict]} ${stand.verdict}${shown === '' ? '' : `: ${shown}`}${leftOut > 0 ? '…' : ''}`
}

const oneLine = (text: string) => visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
