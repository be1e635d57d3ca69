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

/** How every generated page ends. */
export const MADE = 'This page is made by `npm run docs`; change the catalogue, suites or variants instead.\n'
