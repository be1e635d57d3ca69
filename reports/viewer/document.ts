import { createHash } from 'node:crypto'
import { Html, html } from './html.js'

/** What one page has that the others have not. */
export interface Content {
  title: string
  style: string
  /** The only script that the page's policy lets run. */
  script: string
  /** Class of the body. */
  kind?: 'comparison'
  heading: Html
  main: Html
}

/** A whole page. It needs no network, and its policy forbids any. */
export function document({ title, style, script, kind, heading, main }: Content): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body${kind === undefined ? undefined : html` class="${kind}"`}>
${heading}
<main>
${main}
</main>
<script>${new Html(script)}</script>
</body>
</html>
`.text
}

function policy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64')
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`
}
