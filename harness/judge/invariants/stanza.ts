import { NS } from '../../wire/ns.js'
import type { Seen } from '../history.js'
import { bare } from '../pattern.js'
import { child, text, type XmlElement } from '../xml.js'
import type { MessageKind, Session } from './model.js'

const KINDS = new Set(['chat', 'groupchat', 'headline', 'error'])

/** The message type; unknown and absent ones are normal (RFC 6121 5.2.2). */
export function kindOf({ attrs }: XmlElement): MessageKind {
  const { type } = attrs
  return type !== undefined && KINDS.has(type) ? (type as MessageKind) : 'normal'
}

/** Presence of no type or unavailable. */
export function isState({ name, attrs: { type } }: XmlElement): boolean {
  return name === 'presence' && (type === undefined || type === 'unavailable')
}

/** A request to the own server or account: any answer to it is a barrier (RFC 6120 10.3.3). */
export function isOwnRequest({ name, attrs: { to, type } }: XmlElement, jid: string): boolean {
  if (name !== 'iq' || (type !== 'get' && type !== 'set')) return false
  return to === undefined || to === bare(jid) || to === bare(jid).slice(bare(jid).indexOf('@') + 1)
}

/** A result or error. */
export function isAnswer({ name, attrs: { type } }: XmlElement): boolean {
  return name === 'iq' && (type === 'result' || type === 'error')
}

/** Which Echo payload it carries. */
export function echoOf(message: XmlElement): 'ping' | 'pong' | undefined {
  const echo = childIn(message, NS.dix)?.name
  return echo === 'ping' || echo === 'pong' ? echo : undefined
}

/** Whether a server stamped it as delivered late (XEP-0203). */
export const isDelayed = (element: XmlElement): boolean => child(element, 'delay', NS.delay) !== undefined

/** The message inside a carbon (XEP-0280). */
export function carbonIn(element: XmlElement): XmlElement | undefined {
  const wrapper = childIn(element, NS.carbons)
  const forwarded = wrapper && child(wrapper, 'forwarded', NS.forward)
  return forwarded && child(forwarded, 'message')
}

/** The range of priorities that the server may take from a presence (RFC 6121 4.7.2.3); a missing one is 0. */
export function priorityRange({ element }: Seen): { low: number; high: number } {
  const priority = child(element, 'priority', NS.client)
  const written = priority === undefined ? '0' : text(priority).trim()
  const value = /^-?\d+$/u.test(written) ? Number(written) : Number.NaN
  return value >= -128 && value <= 127 ? { low: value, high: value } : { low: -128, high: 127 }
}

/** A session as explanations name it: by its connection, which tells epochs apart. */
export const named = ({ id }: Session): string => id

function childIn(element: XmlElement, ns: string): XmlElement | undefined {
  for (const c of element.children) if (typeof c !== 'string' && c.ns === ns) return c
  return undefined
}
