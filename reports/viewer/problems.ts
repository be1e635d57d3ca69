import type { GateProblem } from '../../harness/core/results.js'
import { problemName } from '../model/gate.js'
import { anchor } from './badge.js'
import { type Html, html } from './html.js'
import { prose } from './prose.js'

/** How many problems are shown at once; the rest unfolds. */
const SHOWN = 12

/** Everything the gate refuses, before anything else. Nothing when there is nothing. */
export function problems(found: readonly GateProblem[]): Html | undefined {
  if (found.length === 0) return undefined
  const rest = found.slice(SHOWN)
  const more =
    rest.length === 0
      ? undefined
      : html`<li class="more"><details><summary>and ${rest.length} more</summary><ul>${rest.map(entry)}</ul></details></li>`
  return html`<section class="problems" aria-labelledby="problems-title">
<h2 id="problems-title">Problems <span class="number">${found.length}</span></h2>
<ul>${found.slice(0, SHOWN).map(entry)}${more}</ul>
</section>`
}

function entry(problem: GateProblem): Html {
  const { requirement, scenario, at } = problem
  return html`<li><span class="kind-of">${problemName(problem.kind)}</span><span class="sentence">${prose(problem.sentence)}
<span class="where">${requirement === undefined ? undefined : html`<a href="#${anchor(requirement)}">${requirement}</a>`}${
    scenario === undefined ? undefined : html`<code>${scenario}</code>`
  }${at === undefined ? undefined : html`<code>${at}</code>`}</span></span></li>
`
}
