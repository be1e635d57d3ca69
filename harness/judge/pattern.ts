import { type ChildPattern, isLike, type Pattern } from '../core/pattern.js'
import { NS } from '../wire/ns.js'
import { definedCondition, type Seen } from './history.js'
import { child, elements, text, type XmlElement } from './xml.js'

/** Whether `element` is one of those meant by `pattern`. */
export function matches(element: XmlElement, pattern: Pattern): boolean {
  const { name, ns, attrs, like, fromBare, condition, mark, has, lacks, empty } = pattern
  if (name !== undefined && element.name !== name) return false
  if (ns !== undefined && element.ns !== ns) return false
  for (const [key, value] of Object.entries(attrs ?? {}))
    if (![value].flat().includes(element.attrs[key] ?? null)) return false
  if (Object.entries(like ?? {}).some(([key, source]) => !isLike(element.attrs[key], source))) return false
  if (fromBare !== undefined && bare(element.attrs.from ?? '') !== fromBare) return false
  if (condition !== undefined && conditionOf(element) !== condition) return false
  if (mark !== undefined && markOf(element) !== mark) return false
  if (empty && element.children.length > 0) return false
  if (lacks !== undefined && child(element, lacks.name, lacks.ns) !== undefined) return false
  return has === undefined || elements(element).some((c) => isChild(c, has))
}

function isChild(element: XmlElement, has: ChildPattern): boolean {
  if (element.name !== has.name || (has.ns !== undefined && element.ns !== has.ns)) return false
  if (has.empty && element.children.length > 0) return false
  if (Object.entries(has.attrs ?? {}).some(([key, value]) => element.attrs[key] !== value)) return false
  if (has.has?.some((inner) => !elements(element).some((c) => isChild(c, inner)))) return false
  if (has.trimmed !== undefined && text(element).trim() !== has.trimmed) return false
  return has.text === undefined || text(element) === has.text
}

/** The id that the harness put into the payload, which survives even where the stanza's own id does not. */
export function markOf(element: XmlElement): string | undefined {
  for (const c of element.children) if (typeof c !== 'string' && c.ns === NS.assay) return c.attrs.id
  return undefined
}

/** The defined condition of a stanza error (RFC 6120 8.3.3) or stream error (4.9.3). */
export function conditionOf(element: XmlElement): string | undefined {
  if (element.ns === NS.stream && element.name === 'error') return definedCondition(element, NS.streamErrors)
  const error = element.attrs.type === 'error' ? child(element, 'error') : undefined
  return error && definedCondition(error, NS.stanzaErrors)
}

/** `jid` without its resource. */
export function bare(jid: string): string {
  const slash = jid.indexOf('/')
  return slash < 0 ? jid : jid.slice(0, slash)
}

/** What was seen, free of ids, names and times: the same deviation reads the same in every run. */
export function summary(items: Seen[]): string {
  if (items.length === 0) return 'nothing'
  const counts = new Map<string, number>()
  for (const { element } of items) {
    const shape = shapeOf(element)
    counts.set(shape, (counts.get(shape) ?? 0) + 1)
  }
  return [...counts].map(([shape, count]) => (count === 1 ? shape : `${count} × ${shape}`)).join(', ')
}

function shapeOf(element: XmlElement): string {
  const type = element.attrs.type
  const condition = conditionOf(element)
  const from = element.attrs.from
  const sender = from === undefined ? '' : from.includes('/') ? ' from a full JID' : ' from a bare JID'
  return `${element.name}${type === undefined ? '' : ` of type ${type}`}${condition === undefined ? '' : ` (${condition})`}${sender}`
}
