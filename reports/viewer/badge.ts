import type { Verdict } from '../../harness/core/verdict.js'
import { MEANINGS, SIGNS } from '../model/signs.js'
import { type Html, html } from './html.js'

/** A verdict as sign and word, with its meaning as a hint. */
export function badge(verdict: Verdict): Html {
  return html`<span class="badge v-${verdict}" title="${MEANINGS[verdict]}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</span>`
}

/** The anchor of a requirement's row. */
export function anchor(requirement: string): string {
  return `r-${requirement.replace(/[^\w.-]/g, '_')}`
}
