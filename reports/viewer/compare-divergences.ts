import type { Comparison } from '../model/comparison.js'
import type { Divergence, Stand } from '../model/divergences.js'
import { counted } from '../model/text.js'
import { anchor, badge } from './badge.js'
import { type Html, html } from './html.js'
import { prose } from './prose.js'

/** Where the subjects differ, with what each of them does side by side. */
export function divergences({ columns, divergences: found }: Comparison): Html {
  const title = html`<h2 id="divergences-title">Divergences <span class="number">${found.length}</span></h2>`
  if (found.length === 0)
    return html`<section aria-labelledby="divergences-title">${title}<p class="quiet">The subjects do the same wherever more than one of them was judged.</p></section>`
  return html`<section aria-labelledby="divergences-title">${title}
<div class="wide-table"><table class="plain divergences"><thead><tr><th scope="col">Requirement</th>${columns.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${found.map(row)}</tbody></table></div>
</section>`
}

function row(divergence: Divergence): Html {
  const { requirement, strength, clause, says, scenarios, stands, differs } = divergence
  return html`<tr class="entry" data-differs="${differs}"><th scope="row"><a href="#${anchor(requirement)}"><code>${requirement}</code></a> <span class="strength">${strength}</span> <span class="clause">${clause}</span>
<p>${prose(says)}</p>
<details><summary>${counted(scenarios.length, 'scenario', 'scenarios')}</summary><ul>${scenarios.map((each) => html`<li><code>${each}</code></li>`)}</ul></details></th>${stands.map((each) => html`<td>${stand(each)}</td>`)}</tr>
`
}

function stand(each: Stand | undefined): Html {
  if (each === undefined) return html`<span class="quiet">not judged</span>`
  return html`${badge(each.verdict)}${each.words === undefined ? undefined : html`<p>${prose(each.words)}</p>`}`
}
