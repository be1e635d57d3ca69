import { isUtf8 } from 'node:buffer'

/** What a piece of input decodes to. */
export interface Utf8Piece {
  /** All complete characters before the first wrong byte. */
  text: string
  /** Whether a byte follows that no valid UTF-8 has there. */
  broken: boolean
}

/** Decodes UTF-8 that arrives in pieces; a character may be cut by them. U+FEFF is a character like any other. */
export class Utf8Reader {
  #tail: Buffer = Buffer.alloc(0)

  /** Takes the next piece; nothing is decoded from the first wrong byte on. */
  read(bytes: Uint8Array): Utf8Piece {
    const input = this.#tail.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#tail, bytes])
    const end = isUtf8(input) ? input.length : validPrefix(input)
    this.#tail = input.subarray(end)
    return { text: input.toString('utf8', 0, end), broken: !isPrefixOfCharacter(this.#tail) }
  }
}

/** Bytes of the character that `lead` begins; 0 when no character begins so (RFC 3629 section 4). */
function lengthOf(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc2 && lead <= 0xdf) return 2
  if (lead >= 0xe0 && lead <= 0xef) return 3
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
}

/** How many bytes the complete, valid characters at the start of `input` take. */
function validPrefix(input: Buffer): number {
  let at = 0
  for (;;) {
    const length = lengthOf(input[at] ?? 0xff)
    if (length === 0 || at + length > input.length) return at
    if (length > 1 && !isUtf8(input.subarray(at, at + length))) return at
    at += length
  }
}

/** Whether some bytes behind `cut` can make it one whole character. */
function isPrefixOfCharacter(cut: Buffer): boolean {
  const [lead, second] = cut
  if (lead === undefined) return true
  if (cut.length >= lengthOf(lead)) return false
  if (second === undefined) return true
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  return second >= lowest && second <= highest && cut.subarray(2).every((byte) => byte >> 6 === 2)
}
