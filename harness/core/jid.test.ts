import { expect, test } from 'vitest'
import { parseJid } from './jid.js'

test('a full JID is read into its parts, localpart and domainpart lower-cased', () => {
  const jid = parseJid('Juliet@Example.COM/Balcony/left@home')
  expect(jid).toMatchObject({ local: 'juliet', domain: 'example.com', resource: 'Balcony/left@home' })
  expect(jid.bare).toBe('juliet@example.com')
  expect(`${jid}`).toBe('juliet@example.com/Balcony/left@home')
})

test('a domain alone is a JID', () => {
  expect(parseJid('example.com')).toMatchObject({ local: undefined, resource: undefined })
  expect(parseJid('example.com./x').full).toBe('example.com/x')
})

test('resources are compared case-sensitively, localparts are not', () => {
  expect(parseJid('a@b/Worker').equals(parseJid('A@B/Worker'))).toBe(true)
  expect(parseJid('a@b/Worker').equals(parseJid('a@b/worker'))).toBe(false)
})

test.each([
  '',
  '@b',
  'a@',
  'a@b/',
  '/r',
  'a b@c',
  'a&b@c',
  "a'b@c",
  'a"b@c',
  'a:b@c',
  'a<b@c',
  'a@b@c',
  'a@b c',
  'a@b/\u0007',
  `${'x'.repeat(1024)}@b`,
  `a@b/${'é'.repeat(512)}`,
])('%j is no JID', (text) => {
  expect(() => parseJid(text)).toThrow(RangeError)
})
