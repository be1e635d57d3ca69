import { StringDecoder } from 'node:string_decoder'
import { SaxesParser } from 'saxes'
import { NS } from '../wire/ns.js'
import { PlainElements } from './plain-elements.js'
import { shared, sharedValue } from './shared.js'
import type { XmlElement } from './xml.js'

/** One thing on a stream, in the order its last byte passed. */
export type StreamItem = {
  /** Number of the journal event that carried its last byte. */
  n: number
  /** Time of that event, ms. */
  t: number
  /** The characters as they were on the wire, without surrounding white space. */
  raw: string
} & (
  | { is: 'header'; element: XmlElement }
  | { is: 'element'; element: XmlElement }
  | { is: 'close' }
  | { is: 'malformed'; reason: string }
)

/**
 * Reads one direction of one connection from recorded bytes, independently of the parser the actors use.
 * Strict: a comment, a processing instruction, a document type or an undeclared prefix is `malformed`
 * (RFC 6120 sections 11.1 and 11.4), and nothing after it is read.
 */
export class RecordedStream {
  readonly items: StreamItem[] = []
  #decoder = new StringDecoder('utf8')
  #document: Document

  constructor() {
    this.#document = new Document(this.items)
  }

  /** A new document begins: TLS was negotiated. */
  restart(): void {
    this.#decoder = new StringDecoder('utf8')
    this.#document = new Document(this.items)
  }

  /** Reads the bytes of journal event `n` at `t` ms. */
  read(bytes: string | Buffer, n: number, t: number): void {
    let text = typeof bytes === 'string' ? bytes : this.#decoder.write(bytes)
    // A stream restarts with a new header on the same connection (RFC 6120 4.3.3).
    if (this.#document.begun && /^\s*<(\?xml|stream:stream)[\s>]/.test(text))
      this.#document = new Document(this.items)
    while (text !== '') {
      const rest = this.#document.read(text, n, t)
      if (rest !== undefined) this.#document = new Document(this.items)
      text = rest ?? ''
    }
  }
}

class Document {
  begun = false
  readonly #parser = new SaxesParser({ xmlns: true, position: true })
  readonly #stack: XmlElement[] = []
  /** What was written from `#start` on; what was taken is let go, or a long stream would be copied at every element. */
  #text = ''
  #start = 0
  #from = 0
  #at = { n: 0, t: 0 }
  #broken = false
  #restartAt: number | undefined
  /** What an element on the level of stanzas is in, if it names nothing else. */
  #namespace = ''

  constructor(readonly items: StreamItem[]) {
    this.#parser.on('opentag', (tag) => this.#open(tag))
    this.#parser.on('closetag', (tag) => this.#close(tag))
    this.#parser.on('text', (chars) => this.#chars(chars))
    this.#parser.on('cdata', (chars) => this.#chars(chars))
    this.#parser.on('comment', () => this.#malformed('a comment'))
    this.#parser.on('doctype', () => this.#malformed('a document type declaration'))
    this.#parser.on('processinginstruction', () => this.#malformed('a processing instruction'))
    this.#parser.on('error', (error) => this.#malformed(error.message.replace(/^\d+:\d+: /, '')))
  }

  /** Returns what is left for a new document when SASL succeeded inside `text`, otherwise `undefined`. */
  read(text: string, n: number, t: number): string | undefined {
    if (this.#broken) return undefined
    this.begun ||= text.trim() !== ''
    this.#at = { n, t }
    return this.#parse(this.#isBetween ? this.#readPlain(text) : text)
  }

  /** Whether the next character stands between two elements on the level of stanzas. */
  get #isBetween(): boolean {
    return this.#stack.length === 1 && !this.#ignoring && this.#slice(this.#from).trim() === ''
  }

  /** Reads the plain elements that `text` begins with; returns what is behind them. */
  #readPlain(text: string): string {
    const plain = new PlainElements(text)
    for (;;) {
      const from = plain.at
      const element = plain.next(this.#namespace)
      // Behind the success of SASL the document ends, and only the parser can end.
      if (element === undefined || element.ns === NS.sasl) return text.slice(from)
      this.items.push({ is: 'element', element, raw: text.slice(from, plain.at).trim(), ...this.#at })
    }
  }

  #parse(text: string): string | undefined {
    if (text === '') return undefined
    const kept = this.#from - this.#start
    if (kept > 0) this.#text = this.#text.slice(kept)
    this.#start = this.#from
    const before = this.#start + this.#text.length
    this.#text += text
    this.#parser.write(text)
    if (this.#restartAt !== undefined) return this.#slice(Math.max(this.#restartAt, before))
    return undefined
  }

  get #ignoring(): boolean {
    return this.#broken || this.#restartAt !== undefined
  }

  /** The characters between two positions in the document. */
  #slice(from: number, to: number = Number.POSITIVE_INFINITY): string {
    return this.#text.slice(from - this.#start, to - this.#start)
  }

  #take(): string {
    const raw = this.#slice(this.#from, this.#parser.position).trim()
    this.#from = this.#parser.position
    return raw
  }

  #open(tag: {
    local: string
    uri: string
    ns: Record<string, string>
    attributes: Record<string, { value: string; prefix: string; name: string }>
  }) {
    if (this.#ignoring) return
    const attrs: Record<string, string> = {}
    for (const { name, prefix, value } of Object.values(tag.attributes))
      if (prefix !== 'xmlns' && name !== 'xmlns') attrs[name] = sharedValue(name, value)
    const element: XmlElement = { name: shared(tag.local), ns: shared(tag.uri), attrs, children: [] }
    if (this.#stack.length === 0) {
      this.#namespace = tag.ns[''] ?? ''
      this.items.push({ is: 'header', element, raw: this.#take(), ...this.#at })
    } else if (this.#stack.length > 1) this.#stack.at(-1)?.children.push(element)
    this.#stack.push(element)
  }

  #close({ name, isSelfClosing }: { name: string; isSelfClosing: boolean }) {
    if (this.#ignoring) return
    // The parser closes an open element before it complains about the end tag of another.
    const position = this.#parser.position - this.#start
    const written = this.#text.slice(this.#text.lastIndexOf('</', position - 1) + 2, position - 1).trimEnd()
    if (!isSelfClosing && written !== name) return this.#malformed('the end tag of another element')
    const element = this.#stack.pop()
    if (element === undefined) return
    if (this.#stack.length === 0) this.items.push({ is: 'close', raw: this.#take(), ...this.#at })
    if (this.#stack.length !== 1) return
    this.items.push({ is: 'element', element, raw: this.#take(), ...this.#at })
    if (element.ns === NS.sasl && element.name === 'success') this.#restartAt = this.#parser.position
  }

  #chars(chars: string) {
    if (this.#ignoring || this.#stack.length < 2) return
    this.#stack.at(-1)?.children.push(chars)
  }

  #malformed(reason: string) {
    if (this.#ignoring) return
    this.#broken = true
    this.items.push({
      is: 'malformed',
      reason,
      raw: this.#slice(this.#from, this.#from + 500),
      ...this.#at,
    })
  }
}
