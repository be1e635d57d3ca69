import type { Element } from 'ltx'
import { type ChildPattern, isLike, type Pattern } from '../core/pattern.js'
import { NS } from '../wire/ns.js'

// @xmpp/client parses into the CommonJS build of ltx, whose Element is another class than the one imported here.
const childElements = (element: Element) =>
  element.children.filter((c): c is Element => typeof c !== 'string')

/** Whether an element that an actor received is one of those meant by `pattern`. */
export function matchesPattern(element: Element, pattern: Pattern): boolean {
  const { name, ns, attrs, like, fromBare, condition, mark, has, lacks, empty } = pattern
  if (name !== undefined && element.getName() !== name) return false
  if (ns !== undefined && element.getNS() !== ns) return false
  if (
    Object.entries(attrs ?? {}).some(([key, value]) => ![value].flat().includes(element.attrs[key] ?? null))
  )
    return false
  if (
    Object.entries(like ?? {}).some(
      ([key, source]) => !isLike(element.attrs[key] as string | undefined, source),
    )
  )
    return false
  if (fromBare !== undefined && String(element.attrs.from ?? '').split('/')[0] !== fromBare) return false
  if (condition !== undefined && conditionOf(element) !== condition) return false
  const children = childElements(element)
  if (mark !== undefined && children.find((c) => c.getNS() === NS.assay)?.attrs.id !== mark) return false
  if (empty && element.children.length > 0) return false
  if (lacks !== undefined && children.some((c) => c.is(lacks.name, lacks.ns))) return false
  if (has === undefined) return true
  return children.some((c) => isChild(c, has))
}

function isChild(element: Element, child: ChildPattern): boolean {
  const { name, ns, attrs, text, trimmed, empty, has = [] } = child
  return (
    element.is(name, ns) &&
    !(empty && element.children.length > 0) &&
    Object.entries(attrs ?? {}).every(([key, value]) => element.attrs[key] === value) &&
    (text === undefined || element.getText() === text) &&
    (trimmed === undefined || element.getText().trim() === trimmed) &&
    has.every((inner) => childElements(element).some((c) => isChild(c, inner)))
  )
}

function conditionOf(element: Element): string | undefined {
  const [error, ns] = element.is('error', NS.stream)
    ? [element, NS.streamErrors]
    : [element.getChild('error'), NS.stanzaErrors]
  if (error === undefined) return undefined
  return childElements(error)
    .find((c) => c.getNS() === ns && c.getName() !== 'text')
    ?.getName()
}
