import type { Distribution, Metrics } from '../../harness/core/metrics.js'
import { FATES, MEASURES, measureText } from '../model/metrics.js'
import { counted } from '../model/text.js'
import { type Html, html } from './html.js'

/** The numbers of drawn workloads. Nothing when none were played. */
export function metrics(found: Metrics | undefined): Html | undefined {
  if (found === undefined) return undefined
  const { workloads, pings, distributions } = found
  const names = Object.keys(FATES) as (keyof typeof FATES)[]
  return html`<section class="metrics" aria-labelledby="metrics-title">
<h2 id="metrics-title">Workloads</h2>
<table class="plain"><caption>Pings to the service in ${counted(workloads, 'drawn workload', 'drawn workloads')}</caption>
<thead><tr><th scope="col">Sent</th>${names.map((name) => html`<th scope="col">${capital(FATES[name])}</th>`)}</tr></thead>
<tbody><tr><td>${pings.sent}</td>${names.map((name) => html`<td>${pings[name]}</td>`)}</tr></tbody></table>
${distributions.length === 0 ? undefined : times(distributions)}
</section>`
}

function times(distributions: readonly Distribution[]): Html {
  return html`<table class="plain"><caption>After the end of an instance: time until others notice, time until pings reach another, pings sent before</caption>
<thead><tr><th scope="col">Measure</th><th scope="col">End</th><th scope="col">Median</th><th scope="col">p90</th><th scope="col">p99</th><th scope="col">Most</th><th scope="col">Samples</th><th scope="col">Distribution</th></tr></thead>
<tbody>${distributions.map(
    (each) =>
      html`<tr><th scope="row">${MEASURES[each.of]}</th><td>${each.after}</td><td>${measureText(each.of, each.median)}</td><td>${measureText(each.of, each.p90)}</td><td>${measureText(each.of, each.p99)}</td><td>${measureText(each.of, each.most)}</td><td>${each.samples}</td><td>${bars(each)}</td></tr>
`,
  )}</tbody></table>`
}

const [BAR, GAP, HEIGHT] = [10, 2, 24]

/** A bar for each stretch of values; what it stands for shows on pointing at it. */
function bars({ of, histogram }: Distribution): Html {
  const most = Math.max(...histogram.map(({ samples }) => samples))
  const width = histogram.length * (BAR + GAP)
  const text = histogram.map(({ upTo, samples }) => `up to ${measureText(of, upTo)}: ${samples}`)
  return html`<svg class="bars" role="img" aria-label="${text.join('; ')}" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}">${histogram.map(
    ({ samples }, i) => {
      const height = samples === 0 ? 0 : Math.max(1, Math.round((samples / most) * HEIGHT))
      return html`<rect x="${i * (BAR + GAP)}" y="${HEIGHT - height}" width="${BAR}" height="${height}"><title>${text[i] ?? ''}</title></rect>`
    },
  )}</svg>`
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
