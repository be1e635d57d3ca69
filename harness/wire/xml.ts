import { Element } from 'ltx'
import { NS } from './ns.js'

/** What an element may hold; `undefined` and `null` are left out. */
export type Content = Element | string | undefined | null

/** Builds an element; attributes that are `undefined` are left out. */
export function el(
  name: string,
  attrs: Readonly<Record<string, string | undefined>> = {},
  ...children: Content[]
): Element {
  const element = new Element(name)
  for (const [key, value] of Object.entries(attrs)) {
    if (value !== undefined) element.attrs[key] = value
  }
  for (const child of children) {
    if (child !== undefined && child !== null) element.append(child)
  }
  return element
}

/** A deep copy of `element`, without a parent. */
export function copy(element: Element): Element {
  const twin = el(element.name, element.attrs)
  for (const child of element.children) twin.append(child instanceof Element ? copy(child) : child)
  return twin
}

/** The child elements of `element`, without text. */
export function childElements(element: Element): Element[] {
  return element.children.filter((child): child is Element => child instanceof Element)
}

/** The first child called `name` in namespace `ns`. */
export function child(element: Element, name: string, ns: string): Element | undefined {
  return childElements(element).find((candidate) => candidate.is(name, ns))
}

/** A carriage return that isn't written as a reference is read as a line feed (XML 1.0 section 2.11). */
const textOf = (element: Element) => element.toString().replaceAll('\r', '&#xD;')

/** The element as text; a top-level `xmlns='jabber:client'` is left to the stream it is written to. */
export function serialise(element: Element): string {
  if (element.attrs.xmlns !== NS.client) return textOf(element)
  const { xmlns: _, ...attrs } = element.attrs
  const twin = new Element(element.name, attrs)
  twin.children = element.children
  return textOf(twin)
}

/** The types of a stanza error (RFC 6120 section 8.3.2). */
export type StanzaErrorType = 'auth' | 'cancel' | 'continue' | 'modify' | 'wait'

/**
 * The error that answers `stanza` (RFC 6120 section 8.3.1): same kind and id, `from` and `to` swapped. The
 * payload isn't echoed. `condition` is a defined condition of section 8.3.3.
 */
export function stanzaError(stanza: Element, type: StanzaErrorType, condition: string): Element {
  const { from, to, id } = stanza.attrs as Record<string, string | undefined>
  const error = el('error', { type }, el(condition, { xmlns: NS.stanzaErrors }))
  return el(stanza.getName(), { type: 'error', id, from: to, to: from }, error)
}

/** The result that answers the IQ `request`, with `payload` if there is one (RFC 6120 section 8.2.3). */
export function iqResult(request: Element, payload?: Element): Element {
  const { from, to, id } = request.attrs as Record<string, string | undefined>
  return el('iq', { type: 'result', id, from: to, to: from }, payload)
}
