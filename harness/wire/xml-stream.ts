import type { Element } from 'ltx'
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import { el } from './xml.js'

/** The opening tag of a stream (RFC 6120 section 4.2). */
export interface StreamHeader {
  /** Local name of the root element; `stream` if the peer is right. */
  name: string
  /** Namespace of the root element. */
  namespace: string
  /** The default namespace declared for the stream's content, or `''`. */
  content: string
  /** All attributes under their qualified names, namespace declarations included. */
  attrs: Readonly<Record<string, string>>
}

/** Input that ends a stream; `condition` is the stream error to send (RFC 6120 section 4.9.3). */
export class StreamInputError extends Error {
  override readonly name = 'StreamInputError'
  constructor(
    readonly condition: StreamInputCondition,
    message: string,
  ) {
    super(message)
  }
}

/** The stream errors an input can deserve before anybody looks at its meaning. */
export type StreamInputCondition =
  | 'bad-format'
  | 'bad-namespace-prefix'
  | 'not-well-formed'
  | 'policy-violation'
  | 'restricted-xml'
  | 'unsupported-encoding'

/** What a reader reports, in the order of the input. */
export interface StreamEvents {
  /** The opening tag is complete. */
  header(header: StreamHeader): void
  /** A first-level element is complete; it has no parent and declares every namespace it inherits. */
  element(element: Element): void
  /** The closing tag arrived; nothing is read after it. */
  closed(): void
  /** The input is unusable; nothing is read after it. */
  failed(error: StreamInputError): void
}

/** Limits of a reader. */
export interface StreamLimits {
  /** Largest header or first-level element, in bytes (RFC 6120 section 13.12 asks for 10000 at least). */
  bytes: number
  /** Deepest nesting of elements, the stream's root included. */
  depth: number
}

const DEFAULT_LIMITS: StreamLimits = { bytes: 262_144, depth: 128 }
const LEADING_SPACE = /^[ \t\r\n]+/u
const UNDECLARED = new Set(['', 'xml', 'xmlns'])

/**
 * Reads one direction of an XML stream incrementally. Bytes may be cut anywhere. The input is fed to the
 * parser up to each `>`, so that a restarted stream can begin within the same piece of bytes.
 */
export class StreamReader {
  #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  #parser = new SaxesParser({ xmlns: true, position: false })
  #open: Element[] = []
  #depth = 0
  #pending = 0
  #done: (() => void)[] = []
  #stopped = false

  constructor(
    private readonly events: StreamEvents,
    private readonly limits: StreamLimits = DEFAULT_LIMITS,
  ) {
    this.restart()
  }

  /** Takes bytes from the peer; events happen before it returns. */
  feed(bytes: Uint8Array): void {
    if (this.#stopped) return
    try {
      this.#read(this.#decode(bytes))
    } catch (error) {
      if (!(error instanceof StreamInputError)) throw error
      this.stop()
      this.events.failed(error)
    }
  }

  /** Expects a new stream header from here on (RFC 6120 section 4.3.3). */
  restart(): void {
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

  /** Whether input is ignored: after `stop`, the closing tag or an error. */
  get stopped(): boolean {
    return this.#stopped
  }

  /** Ignores all further input. */
  stop(): void {
    this.#stopped = true
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes, { stream: true })
    } catch {
      throw new StreamInputError('unsupported-encoding', 'The input is no valid UTF-8.')
    }
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
    // Whitespace between first-level elements is a keepalive (RFC 6120 section 4.6.1) and costs nothing.
    const piece = this.#pending === 0 && this.#depth < 2 ? raw.replace(LEADING_SPACE, '') : raw
    if (piece === '') return
    this.#pending += Buffer.byteLength(piece)
    if (this.#pending > this.limits.bytes) {
      throw new StreamInputError('policy-violation', `An element is over ${this.limits.bytes} bytes.`)
    }
    this.#parser.write(piece)
    const done = this.#done
    if (done.length === 0) return
    this.#done = []
    this.#pending = 0
    for (const report of done) if (!this.#stopped) report()
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
    const attrs = Object.fromEntries(attributes.map(({ name, value }) => [name, value]))
    if (this.#depth === 1) {
      const header = { name: tag.local, namespace: tag.uri, content: tag.ns[''] ?? '', attrs }
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
    else if (this.#depth === 1 && text.trim() !== '') {
      throw new StreamInputError('bad-format', 'There is text between first-level elements.')
    }
  }
}

function conditionOf(message: string): StreamInputCondition {
  if (/unbound namespace prefix/u.test(message)) return 'bad-namespace-prefix'
  if (/undefined entity|doctype/u.test(message)) return 'restricted-xml'
  return 'not-well-formed'
}
