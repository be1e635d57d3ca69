import { expect, test } from 'vitest'
import { child, same, text, type XmlElement } from './xml.js'

const el = (
  name: string,
  ns: string,
  attrs: Record<string, string>,
  ...children: XmlElement['children']
) => ({
  name,
  ns,
  attrs,
  children,
})

test('two elements are the same whatever the order of attributes and the pieces of text', () => {
  const a = el('a', 'urn:a', { x: '1', y: '2' }, 'te', 'xt', el('b', 'urn:a', {}))
  const b = el('a', 'urn:a', { y: '2', x: '1' }, 'text', el('b', 'urn:a', {}))
  expect(same(a, b)).toBe(true)
})

test.each([
  ['name', el('b', 'urn:a', { x: '1' }, 'text')],
  ['namespace', el('a', 'urn:b', { x: '1' }, 'text')],
  ['attribute value', el('a', 'urn:a', { x: '2' }, 'text')],
  ['attribute more', el('a', 'urn:a', { x: '1', y: '' }, 'text')],
  ['text', el('a', 'urn:a', { x: '1' }, 'text ')],
  ['child more', el('a', 'urn:a', { x: '1' }, 'text', el('b', '', {}))],
  ['child instead of text', el('a', 'urn:a', { x: '1' }, el('text', '', {}))],
])('another %s makes another element', (_, other) => {
  expect(same(el('a', 'urn:a', { x: '1' }, 'text'), other)).toBe(false)
  expect(same(other, el('a', 'urn:a', { x: '1' }, 'text'))).toBe(false)
})

test('child and text look one level deep', () => {
  const root = el('a', '', {}, '1', el('b', 'urn:b', {}, 'deep', el('c', '', {})), '2')
  expect(child(root, 'b')).toBe(root.children[1])
  expect(child(root, 'b', 'urn:c')).toBeUndefined()
  expect(child(root, 'c')).toBeUndefined()
  expect(text(root)).toBe('12')
})
