import type { Coverage, Unjudged } from '../../harness/core/results.js'
import { className } from '../model/coverage.js'
import { byId } from '../model/order.js'
import { counted } from '../model/text.js'
import { anchor, badge } from './badge.js'
import { type Html, html } from './html.js'
import { prose } from './prose.js'

/** The requirements of the catalogue without a verdict, folded away. Nothing when all were judged. */
export function unjudged({ unjudged: rows }: Coverage): Html | undefined {
  if (rows.length === 0) return undefined
  const number = counted(
    rows.length,
    'requirement of the catalogue was',
    'requirements of the catalogue were',
  )
  return html`<details id="unjudged"><summary>${number} not judged in this run</summary>
${byId(rows).map(row)}</details>`
}

function row({ requirement, strength, clause, says, class: how, why }: Unjudged): Html {
  return html`<details class="row" id="${anchor(requirement)}" data-verdict="untested">
<summary>${badge('untested')}<code class="id">${requirement}</code><span class="strength">${strength}</span><span class="clause">${clause}</span><span class="says">${prose(says)}</span><span class="detection">${className(how)}</span></summary>
<p class="scenarios quiet">${prose(why)}</p>
</details>
`
}
