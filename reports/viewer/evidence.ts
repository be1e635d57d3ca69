import type { EvidenceLine, VerdictRecord } from '../../harness/core/verdict.js'
import { direction } from '../model/signs.js'
import { counted, cut } from '../model/text.js'
import { highlighted } from './bytes.js'
import type { Depth } from './depth.js'
import { type Html, html } from './html.js'

/** The journal lines a verdict rests on, as a table: number, time, who, direction, bytes. */
export function evidence(record: VerdictRecord, depth: Depth): Html {
  if (record.lines.length === 0) return html`<p class="quiet">No bytes were recorded for this verdict.</p>`
  if (depth.without.includes(record.verdict)) {
    const lines = counted(record.lines.length, 'line of evidence is', 'lines of evidence are')
    return html`<p class="quiet">${lines} left out here.</p>`
  }
  return html`<table class="lines"><caption class="unseen">Evidence</caption>
<thead><tr><th>event</th><th>ms</th><th>who</th><th><span class="unseen">direction</span></th><th>bytes</th></tr></thead>
<tbody>${record.lines.map((line) => row(line, depth.limit))}</tbody></table>`
}

function row(line: EvidenceLine, limit: number): Html {
  const { sign, words } = direction(line.what)
  const { shown, leftOut } = cut(line.text, limit)
  const more =
    leftOut === 0
      ? undefined
      : html`<span class="left-out">… ${counted(leftOut, 'character', 'characters')} left out</span>`
  const text =
    sign === '·'
      ? html`<span class="kind">${words}</span> ${shown}`
      : html`<code>${highlighted(shown)}</code>`
  const kind = sign === '·' ? 'event' : line.what
  return html`<tr class="${kind}"><td>${line.n}</td><td>${line.t.toFixed(1)}</td><td>${line.who}</td><td title="${words}">${sign}</td><td>${text}${more}</td></tr>
`
}
