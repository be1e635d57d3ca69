import type { Verdict, VerdictRecord } from '../../harness/core/verdict.js'
import { knownText } from '../model/findings.js'
import { parametersText } from '../model/text.js'
import { badge } from './badge.js'
import type { Depth } from './depth.js'
import { evidence } from './evidence.js'
import { Html, html } from './html.js'
import { prose } from './prose.js'

const OPEN: readonly Verdict[] = ['fail', 'error', 'inconclusive']

/** One verdict record: what was allowed beside what happened, why, how to rerun it, and the bytes. */
export function scenario(record: VerdictRecord, depth: Depth): Html {
  const parameters = parametersText(record.parameters)
  const shown = parameters === '' ? undefined : html` <code class="parameters">${parameters}</code>`
  const closure =
    record.closure === 'none' ? undefined : html`<span class="chip">ended: ${record.closure}</span>`
  return html`<details class="scenario"${OPEN.includes(record.verdict) ? new Html(' open') : ''}>
<summary>${badge(record.verdict)}<span class="path">${record.scenario}${shown}</span>${closure}</summary>
<div class="inside">
<p class="explanation">${prose(record.explanation)}</p>
${record.known === undefined ? undefined : html`<p class="known">Known: ${prose(knownText(record.known))} <code>${record.known.at}</code></p>`}
<div class="sides">
<div><h4>Allowed</h4>${allowed(record.expected)}</div>
<div class="happened v-${record.verdict}"><h4>Happened</h4><p>${prose(record.actual)}</p></div>
</div>
<dl class="facts">
<div><dt>Rerun</dt><dd><code class="rerun">${record.rerun}</code></dd></div>
<div><dt>Judge</dt><dd><code>${record.judge}</code></dd></div>
<div><dt>Closure</dt><dd>${record.closure}</dd></div>
<div><dt>Fingerprint</dt><dd><code class="fingerprint">${record.fingerprint}</code></dd></div>
${record.branch === undefined ? undefined : html`<div><dt>Branch</dt><dd>${prose(record.branch)}</dd></div>`}
${record.deviation === '' ? undefined : html`<div><dt>Deviation</dt><dd>${record.deviation}</dd></div>`}
</dl>
${evidence(record, depth)}
</div>
</details>
`
}

function allowed(expected: readonly string[]): Html {
  if (expected.length === 0) return html`<p class="quiet">Nothing was demanded.</p>`
  if (expected.length === 1) return html`<p>${prose(expected[0] ?? '')}</p>`
  return html`<ol>${expected.map((alternative) => html`<li>${prose(alternative)}</li>`)}</ol>`
}
