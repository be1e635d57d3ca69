import type { CutCell, CutCoverage, CutStrip } from '../../harness/core/results-cuts.js'
import { cellText, flowName, share } from '../model/cuts.js'
import { SIGNS } from '../model/signs.js'
import { type Html, html } from './html.js'

/** For every exchange that was cut, one strip a flow and one cell a place. Nothing when none was. */
export function cuts(coverage: readonly CutCoverage[]): Html | undefined {
  if (coverage.length === 0) return undefined
  return html`<section class="cuts" aria-labelledby="cuts-title">
<h2 id="cuts-title">Cut points</h2>
<p class="quiet">Each cell is what ends there on one connection, one way; its colour is the worst verdict of all cuts behind it and behind the bytes before it.</p>
${coverage.map(exchange)}
</section>`
}

function exchange({ scenario, places, bytes, strips }: CutCoverage): Html {
  return html`<h3>${scenario}</h3>
<p class="cut-share">Behind elements ${share(places)}; behind other bytes ${share(bytes)}.</p>
<div class="strips">${strips.map(row)}</div>`
}

function row(strip: CutStrip): Html {
  return html`<div class="strip"><span class="flow">${flowName(strip)}</span><ol>${strip.cells.map(cell)}</ol><span class="number">${strip.bytes} bytes</span></div>
`
}

function cell(cell: CutCell): Html {
  const text = cellText(cell)
  return html`<li class="v-${cell.verdict}" title="${text}" tabindex="0" aria-label="${`${cell.verdict}, ${text}`}"><span aria-hidden="true">${SIGNS[cell.verdict]}</span></li>`
}
