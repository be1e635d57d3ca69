import { NS } from '../wire/ns.js'
import { child, elements, text, type XmlElement } from './xml.js'

/** A rule of form for one stanza. */
export interface FormRule {
  says: string
  /** Whether the rule says anything about the stanza; a window without such a stanza proves nothing. */
  concerns(stanza: XmlElement): boolean
  /** What is wrong with the stanza, free of ids. */
  problem(stanza: XmlElement): string | undefined
}

const isPresence = ({ name }: XmlElement) => name === 'presence'
const isUnavailable = (stanza: XmlElement) => isPresence(stanza) && stanza.attrs.type === 'unavailable'
const prioritiesIn = (stanza: XmlElement) =>
  elements(stanza).filter((c) => c.name === 'priority' && c.ns === NS.client)
const descriptionIn = (stanza: XmlElement) =>
  stanza.attrs.type === 'result' ? child(stanza, 'query', NS.discoInfo) : undefined
const partsOf = (query: XmlElement, name: string) =>
  elements(query).filter((c) => c.name === name && c.ns === NS.discoInfo)

/** Rules for what clients and services write: presence, and descriptions of themselves. */
export const PEER_RULES = {
  /** RFC 6121 4.7.2.3. */
  priority: {
    says: 'Presence has at most one priority, an integer from -128 to 127 without attributes or elements.',
    concerns: (stanza) => isPresence(stanza) && prioritiesIn(stanza).length > 0,
    problem: (stanza) => {
      const [priority, ...more] = isPresence(stanza) ? prioritiesIn(stanza) : []
      if (priority === undefined) return undefined
      if (more.length > 0) return 'presence has more than one priority'
      if (Object.keys(priority.attrs).length > 0) return 'a priority has attributes'
      if (elements(priority).length > 0) return 'a priority has mixed content'
      const written = text(priority).trim()
      const fits = /^[+-]?\d{1,3}$/u.test(written) && Number(written) >= -128 && Number(written) <= 127
      return fits ? undefined : 'a priority is no integer in range'
    },
  },
  /** RFC 6121 4.5.1. */
  unavailable: {
    says: 'Unavailable presence has neither a priority nor a show element.',
    concerns: isUnavailable,
    problem: (stanza) => {
      if (!isUnavailable(stanza)) return undefined
      const found = ['priority', 'show'].find((name) => child(stanza, name, NS.client) !== undefined)
      return found && `unavailable presence has a ${found} element`
    },
  },
  /** XEP-0030 3.1. */
  description: {
    says: 'A description has an identity with category and type, and a feature with `var` and nothing inside.',
    concerns: (stanza) => descriptionIn(stanza) !== undefined,
    problem: (stanza) => {
      const query = descriptionIn(stanza)
      if (query === undefined) return undefined
      const [identities, features] = [partsOf(query, 'identity'), partsOf(query, 'feature')]
      if (identities.length === 0) return 'a description has no identity'
      if (features.length === 0) return 'a description has no feature'
      if (identities.some(({ attrs }) => !attrs.category || !attrs.type))
        return 'an identity lacks its category or type'
      if (features.some(({ attrs }) => !attrs.var)) return 'a feature has no `var`'
      return features.some((feature) => elements(feature).length > 0)
        ? 'a feature has elements inside'
        : undefined
    },
  },
  /** XEP-0030 3.1. */
  identities: {
    says: 'No two identities share category, type and language but differ in name.',
    concerns: (stanza) => descriptionIn(stanza) !== undefined,
    problem: (stanza) => {
      const query = descriptionIn(stanza)
      const all = query === undefined ? [] : partsOf(query, 'identity').map(({ attrs }) => attrs)
      const twins = all.some((a) => all.some((b) => kind(a) === kind(b) && a.name !== b.name))
      return twins ? 'one identity has two names' : undefined
    },
  },
} satisfies Record<string, FormRule>

const kind = (attrs: Record<string, string>) =>
  JSON.stringify([attrs.category, attrs.type, attrs['xml:lang'] ?? ''])
