/** An element as a judge reads it from recorded bytes. */
export interface XmlElement {
  /** Local name. */
  name: string
  /** Namespace name; empty when there is none. */
  ns: string
  /** Attribute values by the name written, for example `to` or `xml:lang`; declarations left out. */
  attrs: Record<string, string>
  children: (XmlElement | string)[]
}

/** The first child element with `name` (and `ns`, when given). */
export function child(element: XmlElement, name: string, ns?: string): XmlElement | undefined {
  for (const c of element.children)
    if (typeof c !== 'string' && c.name === name && (ns === undefined || c.ns === ns)) return c
  return undefined
}

/** All child elements. */
export function elements(element: XmlElement): XmlElement[] {
  return element.children.filter((c) => typeof c !== 'string')
}

/** The element's own character data. */
export function text(element: XmlElement): string {
  return element.children.filter((c) => typeof c === 'string').join('')
}

/** Whether two elements say the same: names, namespaces, attributes, and children in order. */
export function same(a: XmlElement, b: XmlElement): boolean {
  if (a.name !== b.name || a.ns !== b.ns) return false
  const keys = Object.keys(a.attrs)
  if (keys.length !== Object.keys(b.attrs).length || keys.some((k) => a.attrs[k] !== b.attrs[k])) return false
  const [as, bs] = [merged(a), merged(b)]
  return as.length === bs.length && as.every((c, i) => sameNode(c, bs[i]))
}

function sameNode(a: XmlElement | string, b: XmlElement | string | undefined): boolean {
  if (typeof a === 'string' || typeof b === 'string' || b === undefined) return a === b
  return same(a, b)
}

function merged(element: XmlElement): (XmlElement | string)[] {
  const nodes: (XmlElement | string)[] = []
  for (const node of element.children) {
    const last = nodes.at(-1)
    if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node
    else nodes.push(node)
  }
  return nodes
}
