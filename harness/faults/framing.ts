import type { Element } from 'ltx'
import { StreamReader } from '../wire/xml-stream.js'

/** A place between two bytes of one direction of a stream. */
export type Mark = { is: 'stanza'; at: number; element: Element } | { is: 'close'; at: number }

/** What a piece of bytes holds: marks by offset, and how many bytes could be told apart. */
export interface Scanned {
  marks: Mark[]
  /** Bytes after these may be the beginning of a closing tag: they are to be scanned again with what follows. */
  known: number
}

const GREATER = 0x3e
const LESS = 0x3c
const SLASH = 0x2f
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d])

/**
 * Finds stanzas and the closing tag in the bytes of one direction, whatever pieces they come in. It understands
 * plain XML streams: inside TLS, or in anything else that is no XML, it sees nothing from there on.
 */
export class Framing {
  #reader: StreamReader
  #between = false
  #blind = false
  #found: Element | 'header' | undefined

  constructor() {
    this.#reader = new StreamReader({
      header: () => this.#find('header'),
      element: (element) => this.#find(element),
      closed: () => this.#goBlind(),
      failed: () => this.#goBlind(),
    })
  }

  /** Scans the next bytes; offsets count from their beginning. */
  scan(bytes: Buffer): Scanned {
    const marks: Mark[] = []
    let at = 0
    while (at < bytes.length && !this.#blind) {
      if (this.#between) {
        while (SPACE.has(bytes[at] ?? 0)) at += 1
        if (at === bytes.length) break
        if (bytes[at] === LESS && at + 1 === bytes.length) return { marks, known: at }
        if (bytes[at] === LESS && bytes[at + 1] === SLASH) marks.push({ is: 'close', at })
        // A restarted stream has a new header on the same connection (RFC 6120 4.3.3).
        if (/^<(\?xml|stream:stream)/.test(bytes.toString('latin1', at, at + 14))) this.#reader.restart()
        this.#between = false
      }
      const end = bytes.indexOf(GREATER, at) + 1 || bytes.length
      this.#found = undefined
      this.#reader.feed(bytes.subarray(at, end))
      at = end
      const found: Element | 'header' | undefined = this.#found
      this.#between = found !== undefined
      if (found !== undefined && found !== 'header') marks.push({ is: 'stanza', at, element: found })
    }
    return { marks, known: bytes.length }
  }

  #find(what: Element | 'header'): void {
    this.#found = what
  }

  #goBlind(): void {
    this.#blind = true
  }
}
