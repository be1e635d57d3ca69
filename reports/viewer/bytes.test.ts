import { expect, test } from 'vitest'
import { escapeHtml } from '../model/text.js'
import { highlighted } from './bytes.js'

const unmarked = (markup: string) => markup.replace(/<\/?[bi]>/g, '')

test('names and values are marked', () => {
  expect(highlighted("<a b='c'/>").text).toBe('&lt;<b>a</b> b=<i>&#39;c&#39;</i>/&gt;')
})

test.each([
  "<a b='c",
  '<!-- x --><?pi?><a><b/></a>]]>',
  '<<a>>"\'<x y="<z>">',
  "</a x='\"'>&amp;",
  '\u0000<a\n>',
])('highlighting changes no byte of %j', (bytes) => {
  expect(unmarked(highlighted(bytes).text)).toBe(escapeHtml(bytes))
})

test('thousands of unclosed quotes take no time to speak of', () => {
  const before = performance.now()
  highlighted('<a b="'.repeat(333))
  highlighted(`<a ${'"'.repeat(1990)}`)
  expect(performance.now() - before).toBeLessThan(500)
})
