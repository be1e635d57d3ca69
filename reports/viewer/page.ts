import { createHash } from 'node:crypto'
import type { Results } from '../../harness/core/results.js'
import { behaviour } from './behaviour.js'
import { counts } from './counts.js'
import type { Depth } from './depth.js'
import { heading } from './heading.js'
import { heatMap } from './heat-map.js'
import { Html, html } from './html.js'
import { problems } from './problems.js'
import { requirements } from './requirements.js'
import { SCRIPT } from './script.js'
import { STYLE } from './style.js'

/** The whole page for one run. It needs no network, and its policy forbids any. */
export function page(results: Results, depth: Depth): string {
  const { subject } = results
  const note = depth.note === '' ? undefined : html`<p class="depth" role="note">${depth.note}</p>`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${subject.name} ${subject.version}: Assay report</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
${heading(results)}
<main>
${problems(results.gate.problems)}
${counts(results)}
${heatMap(results)}
${behaviour(results.profile)}
${note}
${requirements(results, depth)}
</main>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text
}

function policy(): string {
  const hash = createHash('sha256').update(SCRIPT).digest('base64')
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`
}
