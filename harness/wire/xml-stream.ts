import type { Element } from 'ltx'
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import {
  conditionOf,
  DEFAULT_STREAM_LIMITS,
  type StreamEvents,
  StreamInputError,
  type StreamLimits,
} from './stream-input.js'
import { Utf8Reader } from './utf8.js'
import { el } from './xml.js'

export * from './stream-input.js'

const REFERENCE = /^#?[\p{L}\p{M}\p{N}_:.·-]*$/u
const LEADING_SPACE = /^[ \t\r\n]+/u
const UNDECLARED = new Set(['', 'xml', 'xmlns'])

/**
 * Reads one direction of an XML stream incrementally. Bytes may be cut anywhere. The input is fed to the
 * parser up to each `>`, so that a restarted stream can begin within the same piece of bytes.
 */
export class StreamReader {
  readonly #utf8 = new Utf8Reader()
  #parser = new SaxesParser({ xmlns: true, position: false })
  #open: Element[] = []
  #depth = 0
  #pending = 0
  #done: (() => void)[] = []
  #stopped = false
  #completed = 0
  #restarted = false

  constructor(
    private readonly events: StreamEvents,
    private readonly limits: StreamLimits = DEFAULT_STREAM_LIMITS,
  ) {
    this.#begin()
  }

  /** Takes bytes from the peer; events happen before it returns. */
  feed(bytes: Uint8Array): void {
    if (this.#stopped) return
    try {
      const { text, broken } = this.#utf8.read(bytes)
      this.#read(text)
      if (broken && !this.#stopped) {
        throw new StreamInputError('unsupported-encoding', 'The input is no valid UTF-8.')
      }
    } catch (error) {
      if (!(error instanceof StreamInputError)) throw error
      this.stop()
      this.events.failed(error)
    }
  }

  /** Expects a new stream header from here on (RFC 6120 section 4.3.3). */
  restart(): void {
    this.#restarted = true
    this.#begin()
  }

  #begin(): void {
    const parser = new SaxesParser({
      xmlns: true,
      position: false,
      forceXMLVersion: true,
      defaultXMLVersion: '1.0',
    })
    const restricted = (what: string) => () => {
      throw new StreamInputError('restricted-xml', `${what} isn't allowed in a stream.`)
    }
    parser.on('xmldecl', ({ encoding }) => this.#encoding(encoding))
    parser.on('comment', restricted('A comment'))
    parser.on('processinginstruction', restricted('A processing instruction'))
    parser.on('doctype', restricted('A document type declaration'))
    parser.on('opentag', (tag) => this.#opened(tag))
    parser.on('closetag', () => this.#closed())
    parser.on('text', (text) => this.#text(text))
    parser.on('cdata', (text) => this.#text(text))
    parser.on('error', (error) => {
      throw new StreamInputError(conditionOf(error.message), error.message)
    })
    this.#parser = parser
    this.#open = []
    this.#depth = 0
    this.#pending = 0
    this.#done = []
  }

  /** Whether a header or a first-level element has begun and isn't complete. */
  get midway(): boolean {
    return this.#pending > 0 && !this.#stopped
  }

  /** How many headers, first-level elements and closing tags were complete. */
  get completed(): number {
    return this.#completed
  }

  /** Whether input is ignored: after `stop`, the closing tag or an error. */
  get stopped(): boolean {
    return this.#stopped
  }

  /** Ignores all further input. */
  stop(): void {
    this.#stopped = true
  }

  #read(text: string): void {
    let start = 0
    while (start < text.length && !this.#stopped) {
      const end = text.indexOf('>', start) + 1 || text.length
      this.#readPiece(text.slice(start, end))
      start = end
    }
  }

  #readPiece(raw: string): void {
    const piece = this.#isBetween() ? raw.replace(LEADING_SPACE, '') : raw
    if (piece === '') return
    if (this.#pending === 0) this.#checkStart(piece)
    // An ASCII character of UTF-16 or UTF-32 brings zero bytes along.
    if (this.#depth === 0 && piece.slice(0, Math.max(0, 4 - this.#pending)).includes('\0')) {
      throw new StreamInputError('unsupported-encoding', 'The input looks like UTF-16 or UTF-32.')
    }
    this.#pending += Buffer.byteLength(piece)
    if (this.#pending > this.limits.bytes) {
      throw new StreamInputError('policy-violation', `An element is over ${this.limits.bytes} bytes.`)
    }
    this.#parser.write(piece)
    this.#checkReference()
    const done = this.#done
    if (done.length === 0) return
    this.#done = []
    this.#pending = 0
    this.#completed += done.length
    for (const report of done) if (!this.#stopped) report()
  }

  /**
   * Whether whitespace is a keepalive here, which costs nothing (RFC 6120 section 4.6.1): between first-level
   * elements, and before the header of a restarted stream. Before the first header it belongs to the document.
   */
  #isBetween(): boolean {
    return this.#pending === 0 && (this.#depth === 1 || (this.#depth === 0 && this.#restarted))
  }

  /** What a document or the content of the stream can't begin with. */
  #checkStart(piece: string): void {
    // U+FEFF is a character, never a byte order mark (RFC 6120 section 11.6); saxes would skip it.
    if (this.#depth === 0 && piece.startsWith('\ufeff')) {
      throw new StreamInputError('not-well-formed', 'There is a character before the stream header.')
    }
    if (this.#depth === 1 && !/^[<&]/u.test(piece)) throw textBetween()
  }

  /** saxes takes all text up to a semicolon for a reference; what has begun has to look like one meanwhile. */
  #checkReference(): void {
    const { entity } = this.#parser as unknown as { entity: string }
    if (!REFERENCE.test(entity)) {
      throw new StreamInputError('not-well-formed', 'There is an ampersand without a reference.')
    }
  }

  #encoding(encoding: string | undefined): void {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
      throw new StreamInputError('unsupported-encoding', `The encoding ${encoding} isn't UTF-8.`)
    }
  }

  #opened(tag: SaxesTagNS): void {
    this.#depth += 1
    if (this.#depth > this.limits.depth) {
      throw new StreamInputError('policy-violation', `Elements are nested over ${this.limits.depth} deep.`)
    }
    const attributes = Object.values(tag.attributes)
    if (attributes.length > this.limits.attributes) {
      throw new StreamInputError(
        'policy-violation',
        `An element has over ${this.limits.attributes} attributes.`,
      )
    }
    const attrs = Object.fromEntries(attributes.map(({ name, value }) => [name, value]))
    if (this.#depth === 1) {
      const { local: name, prefix, uri: namespace, ns } = tag
      const header = { name, prefix, namespace, content: ns[''] ?? '', attrs }
      this.#done.push(() => this.events.header(header))
      return
    }
    const element = el(tag.name, attrs)
    this.#open.at(-1)?.append(element)
    this.#open.push(element)
    this.#inherit(element, tag, attributes)
  }

  /** Declares on the first-level element what its content takes from the stream header. */
  #inherit(element: Element, tag: SaxesTagNS, attributes: SaxesAttributeNS[]): void {
    const top = this.#open[0]!
    if (this.#open.length === 1 && tag.prefix === '') top.attrs.xmlns = tag.uri
    if (this.#open.length === 1 && tag.prefix !== '' && top.attrs.xmlns === undefined) {
      const inherited = this.#parser.resolve('')
      if (inherited) top.attrs.xmlns = inherited
    }
    for (const { prefix, uri } of [tag, ...attributes]) {
      if (!UNDECLARED.has(prefix) && element.findNS(prefix) === undefined) top.attrs[`xmlns:${prefix}`] = uri
    }
  }

  #closed(): void {
    this.#depth -= 1
    if (this.#depth === 0) {
      this.#done.push(() => {
        this.stop()
        this.events.closed()
      })
      return
    }
    const element = this.#open.pop()!
    if (this.#depth === 1) this.#done.push(() => this.events.element(element))
  }

  #text(text: string): void {
    const element = this.#open.at(-1)
    if (element !== undefined) element.append(text)
    else if (this.#depth === 1 && text.trim() !== '') throw textBetween()
  }
}

const textBetween = () => new StreamInputError('bad-format', 'There is text between first-level elements.')
