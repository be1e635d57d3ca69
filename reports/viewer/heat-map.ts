import type { Results } from '../../harness/core/results.js'
import type { Verdict } from '../../harness/core/verdict.js'
import { byId, documentOf, grouped, partOf } from '../model/order.js'
import { SIGNS } from '../model/signs.js'
import { counted } from '../model/text.js'
import { anchor } from './badge.js'
import { type Html, html } from './html.js'

interface Cell {
  requirement: string
  clause: string
  says: string
  verdict: Verdict
  judged: boolean
}

/** Documents with fewer cells share a line. */
const LONG = 12

/**
 * The catalogue as a map: documents, their parts, and one cell per requirement, which leads to its row.
 * Short documents come after long ones, and those of which nothing was judged are folded away.
 */
export function heatMap({ requirements, coverage }: Pick<Results, 'requirements' | 'coverage'>): Html {
  const cells: Cell[] = [
    ...requirements.map((outcome) => ({ ...outcome, judged: true })),
    ...coverage.unjudged.map((entry) => ({ ...entry, verdict: 'untested' as const, judged: false })),
  ]
  const documents = [...grouped(byId(cells), (cell) => documentOf(cell.clause))]
  documents.sort(([, a], [, b]) => Number(a.length < LONG) - Number(b.length < LONG))
  const met = documents.filter(([, each]) => each.some((cell) => cell.judged))
  const unmet = documents.filter(([, each]) => !each.some((cell) => cell.judged))
  return html`<nav class="heat" aria-labelledby="heat-title">
<h2 id="heat-title">Map</h2>
${list(met)}
${unmet.length === 0 ? undefined : html`<details><summary>${counted(unmet.length, 'document', 'documents')} of which nothing was judged</summary>${list(unmet)}</details>`}
</nav>`
}

const list = (documents: [string, Cell[]][]): Html =>
  html`<dl>${documents.map(([name, each]) => document(name, each))}</dl>`

function document(name: string, cells: readonly Cell[]): Html {
  const judged = cells.filter((cell) => cell.judged).length
  const number = judged === cells.length ? `${judged}` : `${judged} of ${cells.length}`
  return html`<div class="${cells.length < LONG ? 'short' : 'long'}"><dt>${name} <span class="number">${number}</span></dt><dd>${[
    ...grouped(cells, partOf),
  ].map(
    ([part, inside]) =>
      html`<div class="part">${part === '' ? undefined : html`<span class="number">${part}</span>`}<ul>${inside.map((each) => html`<li>${link(each)}</li>`)}</ul></div>`,
  )}</dd></div>
`
}

function link({ requirement, verdict, says, judged }: Cell): Html {
  const state = judged ? verdict : 'not judged'
  return html`<a class="cell v-${verdict}" href="#${anchor(requirement)}" title="${requirement} ${state}: ${says}" aria-label="${requirement}, ${state}">${SIGNS[verdict]}</a>`
}
