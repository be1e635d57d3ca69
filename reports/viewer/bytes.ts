import { type Html, html } from './html.js'

const TAG = /<(\/?)([^\s<>/="'?!]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g
const ATTRIBUTE = /([^\s="'/]+)(\s*=\s*)("[^"]*"|'[^']*')/g

/**
 * Bytes with XML lightly highlighted: element names in `<b>`, attribute values in `<i>`. What is no
 * well-formed tag stays plain; nothing is added, removed or reordered.
 */
export function highlighted(bytes: string): Html {
  return split(bytes, TAG, ([, slash = '', name = '', rest = '']) => {
    const attributes = split(rest, ATTRIBUTE, ([, key = '', equals = '', value = '']) => {
      return html`${key}${equals}<i>${value}</i>`
    })
    return html`&lt;${slash}<b>${name}</b>${attributes}&gt;`
  })
}

function split(text: string, pattern: RegExp, found: (match: RegExpMatchArray) => Html): Html {
  const parts: (Html | string)[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(end, match.index), found(match))
    end = match.index + match[0].length
  }
  return html`${parts}${text.slice(end)}`
}
