import type { RequirementOutcome, Results } from '../../harness/core/results.js'
import { VERDICTS, type VerdictRecord } from '../../harness/core/verdict.js'
import { byId, grouped, worstFirst } from '../model/order.js'
import { SIGNS } from '../model/signs.js'
import { counted } from '../model/text.js'
import { anchor, badge } from './badge.js'
import type { Depth } from './depth.js'
import { type Html, html } from './html.js'
import { prose } from './prose.js'
import { scenario } from './scenario.js'
import { unjudged } from './unjudged.js'

/** All requirements, worst first, each expandable to the verdicts of its scenarios. */
export function requirements(results: Results, depth: Depth): Html {
  const records = grouped(results.verdicts, (record) => record.requirement)
  const outcomes = worstFirst(byId(results.requirements))
  const numbers = { ...results.requirementCounts }
  numbers.untested += results.coverage.unjudged.length
  const used = VERDICTS.filter((verdict) => numbers[verdict] > 0)
  return html`<section class="requirements" aria-labelledby="requirements-title">
<div class="title-row"><h2 id="requirements-title">Requirements <span class="number">${outcomes.length}</span></h2>
<p class="keys" id="keys" hidden><kbd>/</kbd> filter <kbd>j</kbd> <kbd>k</kbd> move <kbd>Enter</kbd> open</p></div>
<div id="controls" hidden>
<label class="unseen" for="filter">Filter requirements and scenarios</label>
<input id="filter" type="search" placeholder="Filter by id, words, scenario, fingerprint" autocomplete="off" spellcheck="false" aria-keyshortcuts="/">
<div class="toggles" role="group" aria-label="Show only these verdicts">${used.map(
    (verdict) =>
      html`<button type="button" data-verdict="${verdict}" aria-pressed="false"><span class="swatch v-${verdict}" aria-hidden="true">${SIGNS[verdict]}</span>${verdict} <span class="number">${numbers[verdict]}</span></button>`,
  )}</div>
<output id="shown" for="filter"></output>
</div>
<div class="columns" aria-hidden="true"><span>Verdict</span><span>Requirement</span><span>Strength</span><span>Clause</span><span>Says</span><span>Detection</span></div>
<div id="rows">${outcomes.map((outcome) => row(outcome, records.get(outcome.requirement) ?? [], depth))}</div>
${unjudged(results.coverage)}
<p id="nothing" class="quiet" hidden>No requirement matches the filter.</p>
</section>`
}

function row(outcome: RequirementOutcome, records: readonly VerdictRecord[], depth: Depth): Html {
  const proof = outcome.proven
    ? html`<span class="proof" title="proven: a faulty variant is caught by it">◆ proven</span>`
    : html`<span class="proof unproven" title="unproven: no faulty variant is known to be caught by it, so it cannot gate">◇ unproven</span>`
  const inside =
    records.length === 0
      ? html`<p class="quiet">No scenario judged this requirement in this run.</p>`
      : worstFirst(records).map((record) => scenario(record, depth))
  return html`<details class="row" id="${anchor(outcome.requirement)}" data-verdict="${outcome.verdict}">
<summary>${badge(outcome.verdict)}<code class="id">${outcome.requirement}</code><span class="strength">${outcome.strength}</span><span class="clause">${outcome.clause}</span><span class="says">${prose(outcome.says)}</span><span class="detection">${proof}<span class="number">${counted(outcome.scenarios, 'scenario', 'scenarios')}</span></span></summary>
<div class="scenarios">${inside}</div>
</details>
`
}
