import type { History } from '../history.js'
import { bare } from '../pattern.js'

/** Between which accounts presence flows without being directed, as far as subscription stanzas tell. */
export interface Ties {
  /** Whether subscription stanzas passed between two bare JIDs at any time, in any direction. */
  related(a: string, b: string): boolean
  /**
   * Event number from which `observer` is surely told of the presence of `contact` (both bare JIDs), where the
   * subscription stays as it is from then on.
   */
  subscribed(observer: string, contact: string): number | undefined
}

const KINDS = new Set(['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed', 'probe'])

/** Reads the subscription stanzas of all connections (RFC 6121 section 3). */
export function tiesIn({ connections }: History): Ties {
  const related = new Set<string>()
  const approved = new Map<string, number>()
  const asked = new Set<string>()
  const broken = new Set<string>()
  for (const connection of connections) {
    if (connection.jid === undefined) continue
    const own = bare(connection.jid)
    for (const { element } of connection.sent) {
      const { type = '', to } = element.attrs
      if (element.name !== 'presence' || to === undefined || !KINDS.has(type)) continue
      related.add(keyOf(own, bare(to))).add(keyOf(bare(to), own))
      if (type === 'subscribe') asked.add(keyOf(own, bare(to)))
      if (type === 'unsubscribe') broken.add(keyOf(own, bare(to)))
      if (type === 'unsubscribed') broken.add(keyOf(bare(to), own))
    }
    for (const { element, n } of connection.received) {
      const { type, from = '' } = element.attrs
      const key = keyOf(own, bare(from))
      if (element.name === 'presence' && type === 'subscribed' && !approved.has(key)) approved.set(key, n)
    }
  }
  return {
    related: (a, b) => related.has(keyOf(a, b)),
    subscribed(observer, contact) {
      const key = keyOf(observer, contact)
      return asked.has(key) && !broken.has(key) ? approved.get(key) : undefined
    },
  }
}

const keyOf = (a: string, b: string) => `${a}\n${b}`
