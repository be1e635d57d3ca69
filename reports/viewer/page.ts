import type { Results } from '../../harness/core/results.js'
import { behaviour } from './behaviour.js'
import { counts } from './counts.js'
import { cuts } from './cuts.js'
import type { Depth } from './depth.js'
import { document } from './document.js'
import { heading } from './heading.js'
import { heatMap } from './heat-map.js'
import { html } from './html.js'
import { metrics } from './metrics.js'
import { problems } from './problems.js'
import { requirements } from './requirements.js'
import { SCRIPT } from './script.js'
import { STYLE } from './style.js'

/** The whole page for one run. */
export function page(results: Results, depth: Depth): string {
  const { subject } = results
  const note = depth.note === '' ? undefined : html`<p class="depth" role="note">${depth.note}</p>`
  return document({
    title: `${subject.name} ${subject.version}: Assay report`,
    style: STYLE,
    script: SCRIPT,
    heading: heading(results),
    main: html`${problems(results.gate.problems)}
${counts(results)}
${heatMap(results)}
${cuts(results.cuts ?? [])}
${behaviour(results.profile)}
${metrics(results.metrics)}
${note}
${requirements(results, depth)}`,
  })
}
