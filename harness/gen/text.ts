import fc from 'fast-check'

/** Characters that XML 1.0 allows and that attribute-value normalisation leaves alone (XML 1.0, 2.2 and 3.3.3). */
const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_.') },
  { weight: 2, arbitrary: fc.constantFrom(...`<>&'" /@:;=?#%+\\`) },
  { weight: 1, arbitrary: fc.constantFrom('ä', 'ß', 'я', '中', '\u{1F600}', '\u{10348}') },
)

/** A stanza id: any non-empty text, up to 1024 characters, mostly short (RFC 6120 8.1.3). */
export const stanzaIds = (): fc.Arbitrary<string> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 9, arbitrary: fc.string({ unit: character, minLength: 1, maxLength: 24 }) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 200, max: 1024 }).map((length) => 'long'.repeat(length / 4), longIdLength),
    },
  )

/** The number that a long id was made from, so that one that was stored can be shrunk. */
function longIdLength(text: unknown): number {
  if (typeof text === 'string' && /^(?:long)+$/u.test(text)) return text.length
  throw new Error('It is no long id.')
}

/** The body of a message. */
export const bodies = (): fc.Arbitrary<string> => fc.string({ unit: character, maxLength: 60 })

/** A resourcepart that every string preparation leaves as it is (RFC 7622 3.4, RFC 6122 appendix B). */
export const resourceparts = (): fc.Arbitrary<string> =>
  fc
    .string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABC0123456789-_.@+ '),
      minLength: 1,
      maxLength: 16,
    })
    .map(
      (text) => text.trim(),
      (text) => text as string,
    )
    .filter((text) => text !== '')
