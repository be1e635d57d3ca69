import type { TimeToNotice } from '../../harness/core/behaviour.js'
import { copiesText, ENDS, milliseconds } from '../model/behaviour.js'
import type { Comparison } from '../model/comparison.js'
import { type Html, html } from './html.js'

/** How long each subject takes until it tells of each kind of end. Nothing when no run has a time. */
export function noticeTable({ columns, notice }: Comparison): Html | undefined {
  if (notice.length === 0) return undefined
  return html`<section aria-labelledby="notice-title">
<h2 id="notice-title">Time to notice</h2>
<div class="wide-table"><table class="plain notice"><caption>From the end of a session to the unavailable presence at an observer: median, range, and how often the observer is told</caption>
<thead><tr><th scope="col">End</th>${columns.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${notice.map(
    ({
      end,
      times,
    }) => html`<tr><th scope="row">${ENDS[end]}</th>${times.map((each) => html`<td>${time(each)}</td>`)}</tr>
`,
  )}</tbody></table></div>
</section>`
}

function time(each: TimeToNotice | undefined): Html | string {
  if (each === undefined) return '–'
  return html`<strong>${milliseconds(each.median)}</strong> <span class="number">${milliseconds(each.least)} to ${milliseconds(each.most)}, told ${copiesText(each)} ×, ${each.samples.length} samples</span>`
}
