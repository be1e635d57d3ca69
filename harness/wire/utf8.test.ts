import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Utf8Reader } from './utf8.js'

test('text is the same however its bytes are cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, at) => {
      const bytes = Buffer.from(text)
      const cut = at % (bytes.length + 1)
      const reader = new Utf8Reader()
      const pieces = [reader.read(bytes.subarray(0, cut)), reader.read(bytes.subarray(cut))]
      expect(pieces.map((piece) => piece.broken)).toEqual([false, false])
      expect(pieces.map((piece) => piece.text).join('')).toBe(bytes.toString())
    }),
    { seed: 1, examples: [['\ufeffä😀', 3]] },
  )
})

test.each([
  ['a continuation byte', [0x61, 0x80], 'a'],
  ['an overlong form', [0x61, 0xc0], 'a'],
  ['an overlong form of three bytes', [0xe0, 0x80], ''],
  ['a surrogate', [0xed, 0xa0], ''],
  ['a code point above U+10FFFF', [0xf4, 0x90], ''],
  ['a byte order mark of UTF-16', [0xff], ''],
  ['a character that breaks off', [0x62, 0xe2, 0x82, 0x62], 'b'],
])('%s is broken, at the first byte that can not be right', (_what, bytes, text) => {
  const reader = new Utf8Reader()
  const pieces = bytes.map((byte) => reader.read(Uint8Array.of(byte)))
  expect(pieces.findIndex((piece) => piece.broken)).toBe(bytes.length - 1)
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  expect(new Utf8Reader().read(Uint8Array.from(bytes))).toEqual({ text, broken: true })
})
