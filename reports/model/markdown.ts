import { visible } from './text.js'

/** Plain text for Markdown: what is not in backticks cannot become markup. */
export function prose(text: string): string {
  const parts = text.replaceAll('|', '\\|').split(/(`[^`]+`)/)
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[*_<[\]]/g, '\\$&'))).join('')
}

/** Names as code, in one cell or line; a dash when there are none. */
export function codes(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', ')
}

/** A plain table; cells are Markdown already. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |\n`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('')
}

/** Text from a subject or a run in one table cell: no markup, no line ends. */
export function cell(text: string): string {
  return prose(oneLine(text))
}

/** Names from a subject or a run as code in one table cell, as `codes` has those of our own. */
export function cellCodes(...names: string[]): string {
  return codes(names.map((name) => oneLine(name).replaceAll('`', "'").replaceAll('|', '\\|')))
}

const oneLine = (text: string) => visible(text).replaceAll('\n', '\\n').replaceAll('\t', ' ')
