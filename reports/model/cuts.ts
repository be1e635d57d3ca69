import type { CutCell, CutCoverage, CutStrip, Played } from '../../harness/core/results-cuts.js'
import { SIGNS } from './signs.js'
import { counted } from './text.js'

/** How many of the points there are were played, in words. */
export function share({ points, played }: Played): string {
  if (points === 0) return 'none there'
  const percent = (100 * played) / points
  const shown = percent >= 10 || percent === 0 ? Math.floor(percent) : percent.toFixed(1)
  return `${played} of ${points} (${shown} %)`
}

/** Whose flow it is. */
export const flowName = ({ as, connection, direction }: CutStrip): string =>
  `${as}/${connection} ${direction === 'to-server' ? '→' : '←'}`

/** What a cell stands for, in words. */
export function cellText({ at, what, played, found }: CutCell): string {
  const here = counted(played.here, 'cut', 'cuts')
  const before = played.before === 0 ? '' : `, ${played.before} at bytes before it`
  const worst = found.slice(0, 3).map(({ path, verdict, requirements }) => {
    const about = requirements.length === 0 ? '' : ` ${requirements.join(' ')}`
    return `\n${verdict}${about}: ${path.split('/').slice(2).join(' ')}`
  })
  const more = found.length > 3 ? `\nand ${found.length - 3} more` : ''
  return `behind byte ${at}: ${what}\n${here} here${before}${worst.join('')}${more}`
}

/** Coverage and one line of characters for each flow, for terminals and Markdown. */
export function cutLines(cuts: readonly CutCoverage[]): string[] {
  return cuts.flatMap(({ scenario, places, bytes, strips }) => {
    const width = Math.max(0, ...strips.map((strip) => flowName(strip).length))
    return [
      `${scenario}: cut behind elements ${share(places)}, behind other bytes ${share(bytes)}`,
      ...strips.map(
        (strip) =>
          `  ${flowName(strip).padEnd(width)} ${strip.cells.map((cell) => SIGNS[cell.verdict]).join('')}`,
      ),
    ]
  })
}
