import type { TimeToNotice } from '../../harness/core/behaviour.js'
import { copiesText, ENDS, milliseconds } from '../model/behaviour.js'
import type { Comparison } from '../model/comparison.js'
import type { Stand } from '../model/divergences.js'
import { gateSentence } from '../model/gate.js'
import { cell, cellCodes, table } from '../model/markdown.js'
import { SIGNS } from '../model/signs.js'
import { counted } from '../model/text.js'

/** `comparison.md`: the same tables as the page. */
export function emitComparison(comparison: Comparison): string {
  return [
    `# Comparison of ${cell(comparison.columns.map(({ label }) => label).join(', '))}\n\n`,
    runsTable(comparison),
    '\n## Time to notice\n\n',
    noticeTable(comparison),
    '\n## Divergences\n\n',
    divergenceTable(comparison),
    '\n## Requirements\n\n',
    matrixTable(comparison),
    `\n${legend()}`,
  ].join('')
}

/** The runs that were compared. */
export function runsTable({ columns }: Comparison): string {
  return table(
    ['Subject', 'Gate', 'Verdicts', 'Specifier', 'Run'],
    columns.map(({ label, results: { gate, verdicts, subject, run } }) => [
      cell(label),
      cell(gateSentence(gate)),
      verdicts.length,
      cellCodes(subject.specifier),
      cellCodes(run),
    ]),
  )
}

/** The time to notice each kind of end, per subject. */
export function noticeTable({ columns, notice }: Comparison): string {
  if (notice.length === 0) return 'No run observed the end of a session.\n'
  return table(
    ['End', ...columns.map(({ label }) => cell(label))],
    notice.map(({ end, times }) => [ENDS[end], ...times.map(timeText)]),
  )
}

function timeText(each: TimeToNotice | undefined): string {
  if (each === undefined) return '–'
  const range = `${milliseconds(each.least)} to ${milliseconds(each.most)}`
  return `**${milliseconds(each.median)}** (${range}; told ${copiesText(each)} ×; ${counted(each.samples.length, 'sample', 'samples')})`
}

/** Where the subjects differ, with both wordings side by side. */
export function divergenceTable({ columns, divergences }: Comparison): string {
  if (divergences.length === 0) return 'There are none.\n'
  return table(
    ['Requirement', 'Strength', 'Scenarios', ...columns.map(({ label }) => cell(label))],
    divergences.map(({ requirement, strength, scenarios, stands }) => [
      cellCodes(requirement),
      strength,
      cellCodes(...scenarios.slice(0, SHOWN)) +
        (scenarios.length > SHOWN ? ` and ${scenarios.length - SHOWN} more` : ''),
      ...stands.map(standText),
    ]),
  )
}

const SHOWN = 3

function standText(stand: Stand | undefined): string {
  if (stand === undefined) return 'not judged'
  const { verdict, words } = stand
  return `${SIGNS[verdict]} ${verdict}${words === undefined ? '' : `: ${cell(words)}`}`
}

function matrixTable({ columns, matrix }: Comparison): string {
  return table(
    ['Requirement', 'Strength', ...columns.map(({ label }) => cell(label)), 'Says'],
    matrix.map(({ requirement, strength, verdicts, says }) => [
      cellCodes(requirement),
      strength,
      ...verdicts.map((each) => SIGNS[each]),
      cell(says),
    ]),
  )
}

/** What the signs stand for. */
export function legend(): string {
  return `${Object.entries(SIGNS)
    .map(([verdict, sign]) => `${sign} ${verdict}`)
    .join(', ')}.\n`
}
