import type { RequirementOutcome } from '../../harness/core/results.js'
import { byId, documentOf, grouped } from '../model/order.js'
import { SIGNS } from '../model/signs.js'
import { anchor } from './badge.js'
import { type Html, html } from './html.js'

/** One cell per requirement in the order of its document; a cell leads to its row. */
export function heatMap(outcomes: readonly RequirementOutcome[]): Html {
  const documents = [...grouped(byId(outcomes), (outcome) => documentOf(outcome.clause))]
  return html`<nav class="heat" aria-labelledby="heat-title">
<h2 id="heat-title">Map</h2>
<dl>${documents.map(
    ([
      document,
      cells,
    ]) => html`<div><dt>${document} <span class="number">${cells.length}</span></dt><dd><ul>${cells.map(
      (outcome) => html`<li>${cell(outcome)}</li>`,
    )}</ul></dd></div>
`,
  )}</dl>
</nav>`
}

function cell({ requirement, verdict, says }: RequirementOutcome): Html {
  return html`<a class="cell v-${verdict}" href="#${anchor(requirement)}" title="${requirement} ${verdict}: ${says}" aria-label="${requirement}, ${verdict}">${SIGNS[verdict]}</a>`
}
