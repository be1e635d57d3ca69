import type { Results } from '../../harness/core/results.js'
import { gateSentence } from '../model/gate.js'
import { duration } from '../model/text.js'
import { Html, html } from './html.js'
import { prose } from './prose.js'

/** What was tested, when and how, and what the gate says. */
export function heading(results: Results): Html {
  const { subject, gate, died, tool, selection } = results
  const facts: [string, Html | string][] = [
    ['Subject', html`<code>${subject.specifier}</code>`],
    ['Carrier', subject.carrier],
    ['Domain', html`<code>${subject.domain}</code>`],
    ['Profile', selection.profile],
    ['Only', selection.only.length === 0 ? 'everything' : html`<code>${selection.only.join(' ')}</code>`],
    ['Seed', html`<code>${results.seed}</code>`],
    ['Started', html`<time datetime="${results.started}">${instant(results.started)}</time>`],
    ['Duration', duration(results.durationMs)],
    ['Expectations', gate.expectations === null ? 'none' : html`<code>${gate.expectations}</code>`],
    ['Assay', `${tool.version}, Node ${tool.node}`],
    ['Run', html`<code>${results.run}</code>`],
    ['Command', html`<code class="rerun">${results.command}</code>`],
  ]
  return html`<header class="top">
<p class="kicker">Assay conformance report</p>
<h1>${subject.name} <span class="version">${subject.version}</span></h1>
<p class="gate ${gate.holds ? 'holds' : 'refuses'}"><span class="gate-sign" aria-hidden="true">${gate.holds ? '✓' : '✗'}</span><strong>${gateSentence(gate)}</strong><span class="exit">exit code ${gate.exitCode}</span></p>
${died === undefined ? undefined : diedNote(died)}
<dl class="facts run-facts">${facts.map(([name, value]) => html`<div${new Html(name === 'Expectations' ? ' class="wide"' : '')}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${subject.notes.length === 0 ? undefined : html`<ul class="notes">${subject.notes.map((note) => html`<li>${prose(note)}</li>`)}</ul>`}
</header>`
}

function diedNote(died: NonNullable<Results['died']>): Html {
  return html`<div class="died" role="note"><strong>The subject died</strong> in <code>${died.scenario}</code>, at the step “${died.step}”: ${prose(died.detail)} Scenarios after it were not judged.</div>`
}

/** `2026-03-01T10:00:00.123Z` without what nobody reads. */
function instant(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC')
}
