import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PlainElements } from './plain-elements.js'
import { RecordedStream } from './recorded-stream.js'

const HEADER = `<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`

/** How many elements at the beginning of `text` are plain. */
function plainIn(text: string): number {
  const elements = new PlainElements(text)
  let count = 0
  while (elements.next('jabber:client') !== undefined) count += 1
  return count
}

/** What the stream is read as, in the given pieces; an item counts where its last character came. */
function reading(pieces: readonly string[]): unknown[] {
  const stream = new RecordedStream()
  stream.read(HEADER, 0, 0)
  for (const piece of pieces) stream.read(piece, 1, 1)
  return stream.items
    .slice(1)
    .map((item) => ('element' in item ? [item.is, item.raw, item.element] : item.is))
}

describe('plain elements', () => {
  test.each([
    ['a stanza', "<message to='a@b/c'  id=\"1\" ><ping xmlns='urn:x'/> <body>it's</body></message >", 1],
    ['several', '<presence/> <presence><priority>-1</priority></presence><iq/>', 3],
    ['a language', "<message xml:lang='de'/>", 1],
    ['one, and a part of the next', '<iq/><iq', 1],
    ['letters of other scripts', '<body>Grüße, 日本</body>', 1],
  ])('are %s', (_, xml, count) => {
    expect(plainIn(xml)).toBe(count)
  })

  test.each([
    ['prefixes', '<stream:error/>'],
    ['prefixed attributes', "<a x:b='1' xmlns:x='urn:x'/>"],
    ['references', '<a>&amp;</a>'],
    ['comments', '<a><!-- --></a>'],
    ['CDATA', '<a><![CDATA[b]]></a>'],
    ['the end of CDATA', '<a>]]></a>'],
    ['lines', '<a>\n</a>'],
    ['characters above the basic plane', '<a>🐧</a>'],
    ['control characters', '<a>\u0001</a>'],
    ['an attribute twice', "<a b='1' b='2'/>"],
    ['a namespace twice', "<a xmlns='b' xmlns='b'/>"],
    ['a reserved namespace', "<a xmlns='http://www.w3.org/2000/xmlns/'/>"],
    ['a tag in an attribute', "<a b='<'/>"],
    ['attributes that stick together', "<a b='1'c='2'/>"],
    ['values without quotes', '<a b=1/>'],
    ['the end of another element', '<a></b>'],
    ['the end of a longer name', '<a></ab>'],
    ['ends alone', '</a>'],
    ['text alone', 'a<a/>'],
  ])('have no %s', (_, xml) => {
    expect(plainIn(xml)).toBe(0)
  })
})

describe('a stream reads the same whether elements come whole, or in characters that only the parser puts together', () => {
  const name = fc.constantFrom('a', 'body', 'x-y', 'q_1', 'stream:error', 'z:a', '1', 'xmlns')
  const value = fc.constantFrom(
    '',
    'a@b/c',
    ' x ',
    "it's",
    'ü',
    '&amp;',
    '&no;',
    '<',
    'urn:x',
    '\t',
    '\u2028',
    '🐧',
    ']]>',
  )
  const key = fc.constantFrom('to', 'id', 'xmlns', 'xmlns:z', 'xml:lang', 'xml:space', 'z:k', 'constructor')
  const quoted = fc
    .tuple(
      fc.constantFrom(' ', '  ', '', '\n'),
      key,
      fc.constantFrom('=', ' = ', ''),
      fc.constantFrom('"', "'"),
      value,
    )
    .map(([space, k, is, quote, v]) => `${space}${k}${is}${quote}${v}${quote}`)
  const { element } = fc.letrec<{ element: string; node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      value,
      tie('element'),
      fc.constantFrom('<!-- c -->', '<![CDATA[<]]>', '<?p?>', '\r\n'),
    ),
    element: fc
      .tuple(
        name,
        fc.array(quoted, { maxLength: 3 }),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.option(name, { freq: 12 }),
      )
      .map(([opened, attributes, nodes, closed]) =>
        nodes.length === 0 && closed === null
          ? `<${opened}${attributes.join('')}/>`
          : `<${opened}${attributes.join('')}>${nodes.join('')}</${closed ?? opened}>`,
      ),
  }))
  const calm = fc
    .tuple(
      fc.constantFrom('message', 'iq', 'presence'),
      fc.constantFrom('', ' id="1"', " to='a@b/c' id='2'", " xmlns='urn:x'"),
      fc.array(fc.constantFrom('<x/>', "<ping xmlns='urn:p'/>", 'text', ' ', '<b>ü<c/>d</b >'), {
        maxLength: 4,
      }),
    )
    .map(([n, attributes, nodes]) => `<${n}${attributes}>${nodes.join('')}</${n}>`)
  const pieces = fc.array(
    fc.oneof({ arbitrary: calm, weight: 3 }, element, fc.constantFrom(' ', '\n', '</stream:stream>')),
    {
      minLength: 1,
      maxLength: 5,
    },
  )

  test('anything', () => {
    fc.assert(
      fc.property(pieces, fc.boolean(), (drawn, together) => {
        const whole = together ? [drawn.join('')] : drawn
        expect(reading(whole)).toEqual(reading([...drawn.join('')]))
      }),
      { numRuns: 3000, seed: 7 },
    )
  })

  test('what a slip of one character made of it', () => {
    fc.assert(
      fc.property(
        calm,
        fc.nat(),
        fc.constantFrom('', '<', '>', '/', "'", '"', '=', ' ', '&', ':', 'a'),
        (xml, at, slip) => {
          const i = at % (xml.length + 1)
          const wrong = `${xml.slice(0, i)}${slip}${xml.slice(i + 1)}<next/>`
          expect(reading([wrong])).toEqual(reading([...wrong]))
        },
      ),
      { numRuns: 3000, seed: 7 },
    )
  })
})
