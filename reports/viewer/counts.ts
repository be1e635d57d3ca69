import type { Results } from '../../harness/core/results.js'
import { VERDICTS, type Verdict } from '../../harness/core/verdict.js'
import { coverageLine } from '../model/coverage.js'
import { MEANINGS, SIGNS } from '../model/signs.js'
import { counted } from '../model/text.js'
import { type Html, html } from './html.js'

/** Verdicts and requirements as two compact bars, with one legend that has both numbers. */
export function counts(results: Results): Html {
  const requirements = total(results.requirementCounts)
  const verdicts = total(results.counts)
  const used = VERDICTS.filter((each) => results.counts[each] + results.requirementCounts[each] > 0)
  return html`<section class="counts" aria-labelledby="counts-title">
<h2 id="counts-title" class="unseen">Counts</h2>
${bar(results.requirementCounts, counted(requirements, 'requirement', 'requirements'))}
${bar(results.counts, counted(verdicts, 'verdict', 'verdicts'))}
<table class="legend">
<thead><tr><th scope="col"><span class="unseen">Verdict</span></th>${used.map(
    (each) =>
      html`<th scope="col" title="${MEANINGS[each]}"><span class="swatch v-${each}" aria-hidden="true">${SIGNS[each]}</span>${each}</th>`,
  )}</tr></thead>
<tbody>
<tr><th scope="row">requirements</th>${used.map((each) => html`<td>${results.requirementCounts[each]}</td>`)}</tr>
<tr><th scope="row">verdicts</th>${used.map((each) => html`<td>${results.counts[each]}</td>`)}</tr>
</tbody></table>
<p class="coverage"><span class="bar-name">coverage</span>${coverageLine(results)}</p>
</section>`
}

function bar(numbers: Record<Verdict, number>, name: string): Html {
  const shown = VERDICTS.filter((each) => numbers[each] > 0)
  const words = shown.map((each) => `${numbers[each]} ${each}`).join(', ')
  return html`<div class="bar-row"><span class="bar-name">${name}</span><div class="bar" role="img" aria-label="${name}: ${words || 'none'}">${shown.map(
    (each) =>
      html`<span class="v-${each}" style="flex-grow:${numbers[each]}" title="${numbers[each]} ${each}">${SIGNS[each]}</span>`,
  )}</div></div>`
}

const total = (numbers: Record<Verdict, number>) => VERDICTS.reduce((sum, each) => sum + numbers[each], 0)
