import type { BehaviourProfile, Choice, TimeToNotice } from '../../harness/core/behaviour.js'
import { byBranch, copiesText, ENDS, milliseconds } from '../model/behaviour.js'
import { counted } from '../model/text.js'
import { anchor } from './badge.js'
import { type Html, html } from './html.js'
import { prose } from './prose.js'

/** How the subject behaves where the specifications leave it the choice. Nothing when nothing was recorded. */
export function behaviour({ choices, notice }: BehaviourProfile): Html | undefined {
  if (choices.length === 0 && notice.length === 0) return undefined
  return html`<section class="behaviour" aria-labelledby="behaviour-title">
<h2 id="behaviour-title">Behaviour</h2>
${notice.length === 0 ? undefined : times(notice)}
${choices.length === 0 ? undefined : taken(choices)}
</section>`
}

function times(notice: readonly TimeToNotice[]): Html {
  const samples = notice.flatMap((each) => each.samples.map((sample) => ({ ...sample, end: each.end })))
  return html`<table class="plain"><caption>Time from the end of a session to the unavailable presence at an observer</caption>
<thead><tr><th scope="col">End</th><th scope="col">Median</th><th scope="col">Least</th><th scope="col">Most</th><th scope="col">Told</th><th scope="col">Samples</th></tr></thead>
<tbody>${notice.map(
    (each) =>
      html`<tr><th scope="row">${ENDS[each.end]}</th><td>${milliseconds(each.median)}</td><td>${milliseconds(each.least)}</td><td>${milliseconds(each.most)}</td><td>${copiesText(each)} ×</td><td>${each.samples.length}</td></tr>`,
  )}</tbody></table>
<details class="more-of"><summary>${counted(samples.length, 'sample', 'samples')} with the journal events</summary>
<table class="plain"><thead><tr><th scope="col">Scenario</th><th scope="col">End</th><th scope="col">Time</th><th scope="col">Ended</th><th scope="col">Told</th></tr></thead>
<tbody>${samples.map(
    ({ scenario, end, ms, ended, told }) =>
      html`<tr><td><code>${scenario}</code></td><td>${ENDS[end]}</td><td>${milliseconds(ms)}</td><td>${ended.conn}, event ${ended.n}</td><td>${told.conn}, event ${told.n}</td></tr>
`,
  )}</tbody></table></details>`
}

function taken(choices: readonly Choice[]): Html {
  return html`<details class="more-of"><summary>${counted(choices.length, 'choice', 'choices')} that the specifications leave to the subject</summary>
<table class="plain"><thead><tr><th scope="col">Requirement</th><th scope="col">Says</th><th scope="col">Branch taken</th></tr></thead>
<tbody>${choices.map(
    (choice) =>
      html`<tr><td><a href="#${anchor(choice.requirement)}"><code>${choice.requirement}</code></a></td><td>${prose(choice.says)}</td><td>${branches(choice)}</td></tr>
`,
  )}</tbody></table></details>`
}

function branches(choice: Choice): Html {
  return html`<ul>${byBranch(choice).map(([branch, where]) => {
    const number = html`<span class="number">${counted(where.length, 'scenario', 'scenarios')}</span>`
    if (where.length === choice.taken.length) return html`<li>${prose(branch)} ${number}</li>`
    const paths = where.map(({ scenario }) => html`<li><code>${scenario}</code></li>`)
    return html`<li>${prose(branch)} <details><summary>${number}</summary><ul>${paths}</ul></details></li>`
  })}</ul>`
}
