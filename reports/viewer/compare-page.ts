import type { Column } from '../model/columns.js'
import type { Comparison } from '../model/comparison.js'
import { gateSentence } from '../model/gate.js'
import { counted, duration } from '../model/text.js'
import { divergences } from './compare-divergences.js'
import { matrix } from './compare-matrix.js'
import { noticeTable } from './compare-notice.js'
import { COMPARE_SCRIPT } from './compare-script.js'
import { COMPARE_STYLE } from './compare-style.js'
import { document } from './document.js'
import { type Html, html } from './html.js'
import { STYLE } from './style.js'

/** The whole page for several runs. */
export function comparePage(comparison: Comparison): string {
  const { columns } = comparison
  const names = columns.map(({ label }) => label).join(', ')
  return document({
    title: `${names}: Assay comparison`,
    style: STYLE + COMPARE_STYLE,
    script: COMPARE_SCRIPT,
    kind: 'comparison',
    heading: html`<header class="top">
<p class="kicker">Assay comparison</p>
<h1>${counted(columns.length, 'subject', 'subjects')} <span class="version">${names}</span></h1>
${runs(columns)}
</header>`,
    main: html`${noticeTable(comparison)}
<div id="controls" hidden>
<label class="unseen" for="filter">Filter divergences and requirements</label>
<input id="filter" type="search" placeholder="Filter by id, words, scenario" autocomplete="off" spellcheck="false" aria-keyshortcuts="/">
<div class="toggles"><button type="button" id="fold" aria-pressed="false">only where verdicts differ</button></div>
<output id="shown" for="filter"></output>
<p class="keys" id="keys" hidden><kbd>/</kbd> filter <kbd>j</kbd> <kbd>k</kbd> move <kbd>d</kbd> only where verdicts differ</p>
</div>
${divergences(comparison)}
${matrix(comparison)}
<p id="nothing" class="quiet" hidden>Nothing matches the filter.</p>`,
  })
}

function runs(columns: readonly Column[]): Html {
  return html`<div class="wide-table"><table class="plain"><thead><tr><th scope="col">Subject</th><th scope="col">Gate</th><th scope="col">Verdicts</th><th scope="col">Duration</th><th scope="col">Specifier</th><th scope="col">Run</th></tr></thead>
<tbody>${columns.map(
    ({ label, results: { gate, verdicts, durationMs, subject, run, died } }) =>
      html`<tr><th scope="row">${label}</th><td>${gateSentence(gate)}${died === undefined ? undefined : ' It died during the run.'}</td><td>${verdicts.length}</td><td>${duration(durationMs)}</td><td><code>${subject.specifier}</code></td><td><code>${run}</code></td></tr>
`,
  )}</tbody></table></div>`
}
