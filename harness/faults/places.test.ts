import { expect, test } from 'vitest'
import { placesIn } from './places.js'

const HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
const BARE_HEADER = HEADER.slice(HEADER.indexOf('?>') + 2)
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl'

const places = (text: string | Buffer, pauses: number[] = []) =>
  placesIn({ bytes: Buffer.from(text as string), pauses })

/** TLS records with this much in each. */
const records = (type: number, ...lengths: number[]) =>
  Buffer.concat(
    lengths.map((length) => {
      const record = Buffer.alloc(5 + length)
      record.writeUInt8(type, 0)
      record.writeUInt16BE(0x0303, 1)
      record.writeUInt16BE(length, 3)
      return record
    }),
  )

test('a place lies behind each stream header and each first-level element, which are numbered', () => {
  const [one, two] = ['<message><body>ü</body></message>', '<iq/>']
  const at = (...parts: string[]) => Buffer.byteLength(parts.join(''))
  expect(places([HEADER, one, ' \n', two].join(''))).toEqual([
    { at: at(HEADER), what: 'the stream header' },
    { at: at(HEADER, one), what: one, element: 1 },
    { at: at(HEADER, one, ' \n', two), what: two, element: 2 },
  ])
})

test('a stream that is restarted has a place behind its new header, and its elements are counted on', () => {
  const flow = `${HEADER}<a/>${HEADER}<b/>${BARE_HEADER}<c/>`
  expect(places(flow).map(({ what, element }) => [what, element])).toEqual([
    ['the stream header', undefined],
    ['<a/>', 1],
    ['the stream header', undefined],
    ['<b/>', 2],
    ['the stream header', undefined],
    ['<c/>', 3],
  ])
})

test('what has not come whole has no place behind it', () => {
  expect(places(HEADER.slice(0, -1))).toEqual([])
  expect(places(`${HEADER}<message><body>x</body>`)).toHaveLength(1)
  expect(places('')).toEqual([])
})

test('of a long element the beginning is shown, and of what is said in SASL nothing but its tag', () => {
  const long = `<message><body>${'x'.repeat(500)}</body></message>`
  const auth = `<auth xmlns='${SASL}' mechanism='PLAIN'>AHVzZXIAc2VjcmV0</auth>`
  const features = `<stream:features><mechanisms xmlns='${SASL}'><mechanism>PLAIN</mechanism></mechanisms></stream:features>`
  const [, first, second, third] = places(HEADER + long + auth + features).map(({ what }) => what)
  expect(first).toMatch(/^<message><body>x+…$/u)
  expect(first!.length).toBeLessThan(100)
  expect(second).toBe(`<auth xmlns='${SASL}' mechanism='PLAIN'>…`)
  expect(third).toMatch(/^<stream:features><mechanisms /u)
})

test('inside TLS a place lies behind each record at which the flow paused, and at no other byte', () => {
  const starttls = `${HEADER}<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`
  const clear = Buffer.byteLength(starttls)
  const flow = Buffer.concat([Buffer.from(starttls), records(0x16, 100), records(0x17, 20, 300)])
  const ends = [clear + 105, clear + 130, clear + 435]
  // The last pause lies within the first record.
  const found = places(flow, [clear, ends[0]!, ends[2]!, clear + 50])
  expect(found.slice(2)).toEqual([
    { at: ends[0], what: 'TLS record 1, 100 bytes' },
    { at: ends[2], what: 'TLS record 3, 300 bytes' },
  ])
})

test('a connection that begins with TLS has places, too, and a record that is cut off has none', () => {
  const flow = Buffer.concat([records(0x16, 30), records(0x17, 40).subarray(0, 20)])
  expect(places(flow, [35, 55])).toEqual([{ at: 35, what: 'TLS record 1, 30 bytes' }])
})

test('what is neither XML nor TLS has none', () => {
  expect(places(records(0x42, 3, 3), [8, 16])).toEqual([])
})
