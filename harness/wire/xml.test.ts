import { expect, test } from 'vitest'
import { NS } from './ns.js'
import { child, copy, el, iqResult, serialise, stanzaError } from './xml.js'

const ping = el('iq', { type: 'get', id: 'a&1', from: 'a@x/r', to: 'b@x', xmlns: NS.client })

test('undefined attributes and children are left out', () => {
  expect(el('a', { b: undefined, c: '1' }, undefined, 'text', null).toString()).toBe('<a c="1">text</a>')
})

test('a stanza error swaps the addresses and repeats the id', () => {
  expect(stanzaError(ping, 'cancel', 'service-unavailable').toString()).toBe(
    '<iq type="error" id="a&amp;1" from="b@x" to="a@x/r"><error type="cancel">' +
      '<service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>',
  )
})

test('a result without a to in the request has no from', () => {
  expect(iqResult(el('iq', { id: '1', from: 'a@x/r' })).toString()).toBe(
    '<iq type="result" id="1" to="a@x/r"/>',
  )
})

test('child look-up needs the right namespace', () => {
  const parent = el('iq', { xmlns: NS.client }, el('query', { xmlns: NS.roster }), el('body'))
  expect(child(parent, 'query', NS.discoInfo)).toBeUndefined()
  expect(child(parent, 'query', NS.roster)).toBeDefined()
  expect(child(parent, 'body', NS.client)).toBeDefined()
})

test('a copy is deep and the original keeps its parents', () => {
  const original = el('message', { xmlns: NS.client }, el('body', {}, 'hi'))
  const twin = copy(original)
  twin.attrs.to = 'x'
  expect(original.attrs.to).toBeUndefined()
  expect(original.getChild('body')?.parent).toBe(original)
  expect(serialise(original)).toBe('<message><body>hi</body></message>')
})

test('a carriage return survives being written and read', () => {
  expect(serialise(el('a', {}, 'x\r\ny'))).toBe('<a>x&#xD;\ny</a>')
})
