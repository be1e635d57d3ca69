import { type Html, html } from './html.js'

/** A sentence of the catalogue or a judge, with its `backticked` words as code. */
export function prose(text: string): Html {
  const parts = text.split(/`([^`]+)`/)
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
}
