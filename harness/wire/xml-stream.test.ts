import fc from 'fast-check'
import type { Element } from 'ltx'
import { describe, expect, test } from 'vitest'
import { NS } from './ns.js'
import { type StreamLimits, StreamReader } from './xml-stream.js'

const HEADER =
  "<?xml version='1.0'?><stream:stream to='example.com' version='1.0' xmlns='jabber:client' " +
  "xmlns:stream='http://etherx.jabber.org/streams' xmlns:x='urn:x'>"

function reading(limits?: StreamLimits) {
  const seen: string[] = []
  const elements: Element[] = []
  const reader = new StreamReader(
    {
      header: (header) =>
        seen.push(`header ${header.name} ${header.namespace} ${header.content} ${header.attrs.to}`),
      element: (element) => {
        elements.push(element)
        seen.push(element.toString())
      },
      closed: () => seen.push('closed'),
      failed: (error) => seen.push(`failed ${error.condition}`),
    },
    limits,
  )
  return { reader, seen, elements, feed: (text: string) => reader.feed(Buffer.from(text)) }
}

const OPENED = 'header stream http://etherx.jabber.org/streams jabber:client example.com'

test('a stream is read the same however its bytes are cut', () => {
  const text = `${HEADER} \n<message to='a@b'><body>für 😀 &lt;&#x41; ></body></message> <x:a b='>'/></stream:stream>x`
  const bytes = Buffer.from(text)
  const whole = reading()
  whole.reader.feed(bytes)
  expect(whole.seen).toEqual([
    OPENED,
    '<message to="a@b" xmlns="jabber:client"><body>für 😀 &lt;A &gt;</body></message>',
    '<x:a b="&gt;" xmlns="jabber:client" xmlns:x="urn:x"/>',
    'closed',
  ])
  for (let cut = 1; cut < bytes.length; cut += 1) {
    const { reader, seen } = reading()
    reader.feed(bytes.subarray(0, cut))
    reader.feed(bytes.subarray(cut))
    expect(seen).toEqual(whole.seen)
  }
  const single = reading()
  for (const byte of bytes) single.reader.feed(Buffer.of(byte))
  expect(single.seen).toEqual(whole.seen)
})

test('content inherits the namespaces of the stream header and only those it uses', () => {
  const { feed, elements } = reading()
  feed(`${HEADER}<stream:error><a/></stream:error><iq><q xmlns='urn:q'><x:y/></q></iq>`)
  expect(elements[0]!.getNS()).toBe(NS.stream)
  expect(elements[1]!.toString()).toBe(
    '<iq xmlns="jabber:client" xmlns:x="urn:x"><q xmlns="urn:q"><x:y/></q></iq>',
  )
})

test('a restarted stream can begin in the same bytes', () => {
  const seen: string[] = []
  const reader: StreamReader = new StreamReader({
    header: () => seen.push('header'),
    element: (element) => {
      seen.push(element.getName())
      if (element.getName() === 'auth') reader.restart()
    },
    closed: () => seen.push('closed'),
    failed: (error) => seen.push(error.condition),
  })
  reader.feed(Buffer.from(`${HEADER}<auth/>${HEADER}<iq/></stream:stream>`))
  expect(seen).toEqual(['header', 'auth', 'header', 'iq', 'closed'])
})

test('whitespace keepalives never add up to the size limit', () => {
  const { feed, seen } = reading({ bytes: 300, depth: 10, attributes: 5 })
  feed(HEADER)
  for (let i = 0; i < 100; i += 1) feed(' '.repeat(50))
  feed('<iq/>')
  expect(seen.at(-1)).toBe('<iq xmlns="jabber:client"/>')
})

describe('unusable input', () => {
  test.each([
    ['<a><b></a>', 'not-well-formed'],
    ["<a b='1' b='2'/>", 'not-well-formed'],
    ["<a x:b='1' y:b='2' xmlns:y='urn:x'/>", 'not-well-formed'],
    ['<a>\u0001</a>', 'not-well-formed'],
    ['<a>&#0;</a>', 'not-well-formed'],
    ['<a>]]></a>', 'not-well-formed'],
    ['<a>b & c', 'not-well-formed'],
    ['<a b=1/>', 'not-well-formed'],
    ['<z:a/>', 'not-well-formed'],
    ["<a z:b=''/>", 'not-well-formed'],
    ['<!-- c -->', 'restricted-xml'],
    ['<a><?pi x?></a>', 'restricted-xml'],
    ['<a>&nbsp;</a>', 'restricted-xml'],
    ['text<a/>', 'bad-format'],
    ['<![CDATA[text]]>', 'bad-format'],
    [`<a>${'x'.repeat(1000)}`, 'policy-violation'],
    ['<a>'.repeat(12), 'policy-violation'],
    ["<a b='' c='' d='' e='' f='' g=''/>", 'policy-violation'],
    ['text', 'bad-format'],
    ['\ufeff<a/>', 'bad-format'],
    ['&nbsp;<a/>', 'restricted-xml'],
    ["<?xml version='1.0'?>", 'not-well-formed'],
  ])('%s is %s', (text, condition) => {
    const { feed, seen } = reading({ bytes: 900, depth: 10, attributes: 5 })
    feed(HEADER)
    feed(`${text}<iq/>`)
    feed('<iq/>')
    expect(seen).toEqual([OPENED, `failed ${condition}`])
  })

  test.each([
    ['<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'restricted-xml'],
    ["<?xml version='1.0' encoding='latin1'?><a/>", 'unsupported-encoding'],
    ['hello', 'not-well-formed'],
    ['<stream:stream>', 'not-well-formed'],
    ['\ufeff<a/>', 'not-well-formed'],
    [" <?xml version='1.0'?><a/>", 'not-well-formed'],
    ['<?pi x?><a/>', 'restricted-xml'],
    ["<?xml version='1.0'?><?pi x?><a/>", 'restricted-xml'],
    ['<\0a\0', 'unsupported-encoding'],
    ['\0<', 'unsupported-encoding'],
  ])('before the header, %s is %s', (text, condition) => {
    const { feed, seen } = reading()
    feed(text)
    expect(seen).toEqual([`failed ${condition}`])
  })

  test('what comes before a wrong byte is read first, however it is cut', () => {
    const bytes = Buffer.concat([Buffer.from(`${HEADER}<iq/>`), Buffer.of(0xc3, 0x28), Buffer.from('<iq/>')])
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const { reader, seen } = reading()
      reader.feed(bytes.subarray(0, cut))
      reader.feed(bytes.subarray(cut))
      expect(seen).toEqual([OPENED, '<iq xmlns="jabber:client"/>', 'failed unsupported-encoding'])
    }
  })

  test('bytes that are no UTF-8 are refused', () => {
    const { reader, feed, seen } = reading()
    feed(`${HEADER}<a>`)
    reader.feed(Buffer.of(0xc3, 0x28))
    expect(seen.at(-1)).toBe('failed unsupported-encoding')
  })
})

test('no input makes the reader throw, or go on after a failure', () => {
  const document = Buffer.from(`${HEADER}<iq id='1'><x:q>&amp;<![CDATA[x]]></x:q></iq></stream:stream>`)
  const patch = fc.record({
    at: fc.nat(document.length - 1),
    bytes: fc.uint8Array({ maxLength: 4 }),
    cut: fc.nat(),
  })
  fc.assert(
    fc.property(patch, ({ at, bytes, cut }) => {
      const input = Buffer.concat([document.subarray(0, at), bytes, document.subarray(at + (cut % 4))])
      const { reader, seen } = reading()
      const split = cut % input.length
      reader.feed(input.subarray(0, split))
      reader.feed(input.subarray(split))
      expect(seen.findIndex((line) => line.startsWith('failed') || line === 'closed')).toBeOneOf([
        -1,
        seen.length - 1,
      ])
    }),
    { numRuns: 2000, seed: 1 },
  )
})
