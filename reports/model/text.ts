/** Control, zero-width and direction-changing characters, halves of surrogate pairs and noncharacters. */
const UNSHOWABLE =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu

/**
 * Replaces characters that no report can show as they are (and no XML 1.0 document may contain) by escapes
 * such as `\x1b` or `\u202e`, so that bytes from a subject neither vanish nor steer a terminal or a page.
 * Tabs and line feeds stay.
 */
export function visible(text: string): string {
  return text.replace(UNSHOWABLE, (character) => {
    if (character === '\r') return '\\r'
    const code = character.charCodeAt(0)
    return code < 256
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escapes text for HTML content and quoted attributes; unshowable characters become visible. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** Escapes text for XML 1.0 content and quoted attributes, where line feeds and tabs must survive. */
export function escapeXml(text: string): string {
  return escapeHtml(text).replace(/[\t\n]/g, (character) => (character === '\n' ? '&#10;' : '&#9;'))
}

/** The first `limit` characters, and how many were left out. Never cuts a character in two. */
export function cut(text: string, limit: number): { shown: string; leftOut: number } {
  if (text.length <= limit) return { shown: text, leftOut: 0 }
  const half = /[\ud800-\udbff]/.test(text.charAt(limit - 1))
  const shown = text.slice(0, half ? limit - 1 : limit)
  return { shown, leftOut: text.length - shown.length }
}

/** A duration as people read it, for example `840 ms`, `12.3 s` or `3 min 12 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A drawn or tabled value on one line; strings stay bare. Empty when there is none. */
export function parametersText(parameters: unknown): string {
  if (parameters === undefined) return ''
  return typeof parameters === 'string' ? parameters : (JSON.stringify(parameters) ?? '')
}

/** `1 requirement`, `2 requirements`. */
export function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
