import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { RecordedStream } from './recorded-stream.js'
import { child, text, type XmlElement } from './xml.js'

const HEADER = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='${NS.stream}' id='s'>`
const SUCCESS = `<success xmlns='${NS.sasl}'/>`
const WHOLE = `${HEADER}<stream:features/>${SUCCESS}${HEADER}<message><body>Grüße 🐧 &amp; \u2028 more</body></message>\r\n <presence/></stream:stream>`

function reading(...pieces: (string | Buffer)[]) {
  const stream = new RecordedStream()
  for (const [i, piece] of pieces.entries()) stream.read(piece, i + 1, i)
  return stream.items
}

const shapes = (pieces: (string | Buffer)[]) =>
  reading(...pieces).map((item) => (item.is === 'element' ? `element ${item.element.name}` : item.is))

const elementOf = (xml: string): XmlElement => {
  const item = reading(`${HEADER}${xml}`).find((i) => i.is === 'element')
  if (item?.is !== 'element') throw new Error(`${xml} is not read as an element.`)
  return item.element
}

describe('pieces', () => {
  const expected = shapes([WHOLE])

  test('a whole stream has headers, elements and an end', () => {
    expect(expected).toEqual([
      'header',
      'element features',
      'element success',
      'header',
      'element message',
      'element presence',
      'close',
    ])
  })

  test('every cut between two bytes gives the same', () => {
    const bytes = Buffer.from(WHOLE)
    for (let at = 1; at < bytes.length; at += 1)
      expect(shapes([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected)
  })

  test('one byte at a time gives the same, with the text whole', () => {
    const items = reading(...[...Buffer.from(WHOLE)].map((byte) => Buffer.from([byte])))
    const message = items.find((i) => i.is === 'element' && i.element.name === 'message')
    if (message?.is !== 'element') throw new Error('No message was read.')
    expect(text(child(message.element, 'body')!)).toBe('Grüße 🐧 & \u2028 more')
    expect(shapes([...Buffer.from(WHOLE)].map((byte) => Buffer.from([byte])))).toEqual(expected)
  })

  test('any cuts give the same', () => {
    const bytes = Buffer.from(WHOLE)
    const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 })
    fc.assert(
      fc.property(cuts, (at) => {
        const sorted = [0, ...at.toSorted((a, b) => a - b), bytes.length]
        const pieces = sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end))
        expect(shapes(pieces)).toEqual(expected)
      }),
      { numRuns: 300, seed: 42 },
    )
  })

  test('an item belongs to the event of its last byte, and keeps its characters', () => {
    const items = reading(HEADER, '<message>', '</message><presence/>')
    expect(items.map(({ is, n, raw }) => [is, n, raw])).toEqual([
      ['header', 1, HEADER],
      ['element', 3, '<message></message>'],
      ['element', 3, '<presence/>'],
    ])
  })
})

describe('restarts', () => {
  test('success and the next header may share a piece', () => {
    expect(shapes([`${HEADER}${SUCCESS}${HEADER}<a/>`])).toEqual([
      'header',
      'element success',
      'header',
      'element a',
    ])
  })

  test('a client restarts with a new header after its SASL response', () => {
    expect(shapes([HEADER, `<auth xmlns='${NS.sasl}'/>`, HEADER, '<iq/>'])).toEqual([
      'header',
      'element auth',
      'header',
      'element iq',
    ])
  })

  test('TLS begins a new document', () => {
    const stream = new RecordedStream()
    stream.read(`${HEADER}<proceed xmlns='${NS.tls}'/>`, 1, 0)
    stream.restart()
    stream.read(`${HEADER}<a/>`, 2, 0)
    expect(stream.items.map((i) => i.is)).toEqual(['header', 'element', 'header', 'element'])
  })
})

describe('restricted XML (RFC 6120 11.1) is malformed, and nothing after it is read', () => {
  test.each([
    ['a comment', '<!-- c -->'],
    ['a processing instruction', '<?p i?>'],
    ['an undeclared prefix', '<x:a/>'],
    ['an undeclared attribute prefix', "<a x:b='c'/>"],
    ['a duplicate attribute', "<a b='1' b='2'/>"],
    ['a control character', '<a>\u0001</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a mismatched end', '<a></b>'],
  ])('%s', (_, xml) => {
    expect(shapes([`${HEADER}<ok/>${xml}<lost/>`, '<lost/>'])).toEqual(['header', 'element ok', 'malformed'])
  })

  test('a document type', () => {
    expect(shapes(['<!DOCTYPE a><a>'])).toEqual(['malformed'])
  })
})

describe('elements', () => {
  test('prefixes and default namespaces mean the same', () => {
    const [a, b] = [elementOf("<x xmlns='urn:x' a='1'/>"), elementOf("<p:x a='1' xmlns:p='urn:x'/>")]
    expect(a).toEqual(b)
    expect(a).toEqual({ name: 'x', ns: 'urn:x', attrs: { a: '1' }, children: [] })
  })

  test('stanzas take the namespace of the stream, children may leave it', () => {
    const message = elementOf("<message xml:lang='en'><body/><x xmlns=''/></message>")
    expect(message).toMatchObject({ ns: NS.client, attrs: { 'xml:lang': 'en' } })
    expect(message.children).toMatchObject([{ ns: NS.client }, { ns: '' }])
  })

  test('CDATA and character references are character data', () => {
    expect(text(elementOf('<a>1<![CDATA[<&]]>&#50;&lt;</a>'))).toBe('1<&2<')
  })
})
