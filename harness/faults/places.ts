import { NS } from '../wire/ns.js'
import { Framing } from './framing.js'
import type { Flow } from './meter.js'

/** Behind what a flow can be cut. */
export interface Place {
  /** So many bytes have passed there. */
  at: number
  /** What ends there, for people. */
  what: string
  /** Which first-level element ends there, from 1; absent behind a stream header and inside TLS. */
  element?: number
}

const HEADER = /^\s*(?:<\?xml[^>]*\?>\s*)?<stream:stream[^>]*>/u
/** The longest piece of an element that is shown. */
const SHOWN = 90
/** Type, version and length of a TLS record (RFC 8446 section 5.1). */
const RECORD_HEADER = 5
const RECORD_TYPES = new Set([0x14, 0x15, 0x16, 0x17])

/**
 * Where a flow can be cut: behind each stream header and each first-level element; and, where it goes on in TLS and
 * nothing else can be seen, behind each TLS record at which the flow paused.
 */
export function placesIn({ bytes, pauses }: Pick<Flow, 'bytes' | 'pauses'>): Place[] {
  const places: Place[] = []
  let from = header(bytes, 0, places)
  let number = 0
  for (const mark of new Framing().scan(bytes).marks) {
    if (mark.is !== 'stanza') continue
    number += 1
    places.push({ at: mark.at, what: shown(bytes, from, mark.at), element: number })
    from = header(bytes, mark.at, places)
  }
  return [...places, ...recordsIn(bytes, from, new Set(pauses))]
}

/** Notes the header that begins at `from`, if one does; returns where it ends. */
function header(bytes: Buffer, from: number, places: Place[]): number {
  const [found] = HEADER.exec(bytes.toString('latin1', from, from + 1000)) ?? ['']
  if (found === '') return from
  const at = from + found.length
  places.push({ at, what: 'the stream header' })
  return at
}

function shown(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, to).trim()
  // What is said in SASL may be a password.
  if (text.includes(NS.sasl) && !text.includes('mechanisms'))
    return `${text.slice(0, text.indexOf('>') + 1)}…`
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`
}

function recordsIn(bytes: Buffer, from: number, pauses: ReadonlySet<number>): Place[] {
  const places: Place[] = []
  let at = from
  for (let number = 1; at + RECORD_HEADER <= bytes.length && RECORD_TYPES.has(bytes[at]!); number++) {
    const length = bytes.readUInt16BE(at + 3)
    at += RECORD_HEADER + length
    if (pauses.has(at)) places.push({ at, what: `TLS record ${number}, ${length} bytes` })
  }
  return places
}
