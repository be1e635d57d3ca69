import { shared, sharedValue } from './shared.js'
import type { XmlElement } from './xml.js'

/** Characters that XML 1.0 or 1.1 forbids, replaces, or gives a meaning of their own. */
const SPECIAL = /[^\x20-\x25\x27-\x7e\xa0-\u2027\u202a-\ud7ff]|]]>/

const [SPACE, QUOTE, APOSTROPHE, SLASH, LESS, EQUALS, GREATER] = [32, 34, 39, 47, 60, 61, 62]

/**
 * Reads elements written as nearly all stanzas are: complete in one piece of text, without prefixes (but `xml:lang`),
 * entities, comments and CDATA. It never decides that something is malformed: what it can't read, well-formed or not,
 * is for a parser of the whole language. Many times faster than one, which is what a long history needs.
 */
export class PlainElements {
  readonly #isPlain: boolean
  /** Where the next element is expected: what is before has been read. */
  at = 0

  constructor(readonly text: string) {
    this.#isPlain = !SPECIAL.test(text)
  }

  /** The next element, in the namespace `ns` unless it names its own; `undefined` leaves {@link at} where it was. */
  next(ns: string): XmlElement | undefined {
    const before = this.at
    this.#skipSpace()
    const element = this.#isPlain ? this.#element(ns) : undefined
    if (element === undefined) this.at = before
    return element
  }

  get #code(): number {
    return this.text.charCodeAt(this.at)
  }

  #skipSpace(): void {
    while (this.#code === SPACE) this.at += 1
  }

  /** Goes on behind the character `code`, if it comes next. */
  #passes(code: number): boolean {
    if (this.#code !== code) return false
    this.at += 1
    return true
  }

  #element(ns: string): XmlElement | undefined {
    if (!this.#passes(LESS)) return undefined
    const name = this.#name()
    if (name === undefined) return undefined
    const element: XmlElement = { name, ns, attrs: {}, children: [] }
    if (!this.#attributes(element)) return undefined
    if (this.#passes(SLASH)) return this.#passes(GREATER) ? element : undefined
    return this.#passes(GREATER) && this.#content(element) && this.#closes(name) ? element : undefined
  }

  #name(): string | undefined {
    const from = this.at
    if (!isLetter(this.#code)) return undefined
    while (isOfName(this.#code)) this.at += 1
    return shared(this.text.slice(from, this.at))
  }

  #attributes(element: XmlElement): boolean {
    let isDeclared = false
    for (;;) {
      const from = this.at
      this.#skipSpace()
      if (this.#code === SLASH || this.#code === GREATER) return true
      if (this.at === from) return false
      const name = this.#attributeName()
      const value = name === undefined ? undefined : this.#value()
      if (name === undefined || value === undefined) return false
      if (name !== 'xmlns') {
        if (Object.hasOwn(element.attrs, name)) return false
        element.attrs[name] = sharedValue(name, value)
      } else {
        // Two names may not be declared, and white space doesn't belong to a name (Namespaces in XML 3).
        if (isDeclared || value.startsWith('http://www.w3.org/') || value.includes(' ')) return false
        element.ns = shared(value)
        isDeclared = true
      }
    }
  }

  #attributeName(): string | undefined {
    if (!this.text.startsWith('xml:lang', this.at)) return this.#name()
    this.at += 8
    return 'xml:lang'
  }

  #value(): string | undefined {
    if (!this.#passes(EQUALS)) return undefined
    const quote = this.#code
    if (quote !== QUOTE && quote !== APOSTROPHE) return undefined
    const from = this.at + 1
    const to = this.text.indexOf(quote === QUOTE ? '"' : "'", from)
    if (to < 0) return undefined
    this.at = to + 1
    const value = this.text.slice(from, to)
    return value.includes('<') ? undefined : value
  }

  #content(element: XmlElement): boolean {
    for (;;) {
      const tag = this.text.indexOf('<', this.at)
      if (tag < 0) return false
      if (tag > this.at) element.children.push(this.text.slice(this.at, tag))
      this.at = tag
      if (this.text.charCodeAt(tag + 1) === SLASH) return true
      const child = this.#element(element.ns)
      if (child === undefined) return false
      element.children.push(child)
    }
  }

  /** Goes on behind the end tag of the element `name`, if it comes next. */
  #closes(name: string): boolean {
    this.at += 2
    if (!this.text.startsWith(name, this.at)) return false
    this.at += name.length
    this.#skipSpace()
    return this.#passes(GREATER)
  }
}

const isLetter = (code: number) => (code | 32) >= 97 && (code | 32) <= 122
const isOfName = (code: number) =>
  isLetter(code) || (code >= 48 && code <= 57) || code === 45 || code === 46 || code === 95
