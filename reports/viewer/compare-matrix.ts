import type { Verdict } from '../../harness/core/verdict.js'
import type { Comparison, MatrixRow } from '../model/comparison.js'
import { MEANINGS, SIGNS } from '../model/signs.js'
import { anchor } from './badge.js'
import { type Html, html } from './html.js'
import { prose } from './prose.js'

/** Every requirement judged in one of the runs, worst first, with the verdict of each subject. */
export function matrix({ columns, matrix: rows }: Comparison): Html {
  return html`<section aria-labelledby="matrix-title">
<h2 id="matrix-title">Requirements <span class="number">${rows.length}</span></h2>
<div class="wide-table"><table class="plain matrix"><thead><tr><th scope="col">Requirement</th><th scope="col">Strength</th>${columns.map(({ label }) => html`<th scope="col">${label}</th>`)}<th scope="col">Says</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table></div>
</section>`
}

function row({ requirement, strength, says, verdicts, agree }: MatrixRow): Html {
  return html`<tr class="entry" id="${anchor(requirement)}" tabindex="-1" data-agree="${agree ? 'yes' : 'no'}"><th scope="row"><code>${requirement}</code></th><td class="strength">${strength}</td>${verdicts.map((each) => html`<td>${sign(each)}</td>`)}<td class="says">${prose(says)}</td></tr>
`
}

function sign(verdict: Verdict): Html {
  return html`<span class="sign v-${verdict}" title="${verdict}: ${MEANINGS[verdict]}"><span aria-hidden="true">${SIGNS[verdict]}</span><span class="unseen">${verdict}</span></span>`
}
