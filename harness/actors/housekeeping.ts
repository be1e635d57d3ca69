import type { Element } from 'ltx'
import { NS } from '../wire/ns.js'
import { child, childElements, copy, el, iqResult, stanzaError } from '../wire/xml.js'

const SERVER_FEATURES = [NS.discoInfo, NS.discoItems, NS.ping, NS.roster]

/**
 * What a server answers to a stanza that nobody in the scenario plays the receiver of: the account's own requests
 * (roster, disco, ping), its presence, and errors for the rest (RFC 6120 section 10, RFC 6121 section 8.5).
 * @param own the subject's full JID
 */
export function housekeeping(stanza: Element, own: string): Element[] {
  const { to, type } = stanza.attrs as Record<string, string | undefined>
  if (type === 'error' || type === 'result') return []
  const bare = own.slice(0, own.indexOf('/'))
  const domain = bare.slice(bare.indexOf('@') + 1)
  const mine = to === undefined || [own, bare, domain].includes(to)
  switch (stanza.getName()) {
    case 'iq':
      return [mine ? answer(stanza, to ?? bare) : unavailable(stanza)]
    case 'presence':
      return to === undefined ? [reflection(stanza, own)] : []
    case 'message':
      return mine ? [] : [unavailable(stanza)]
    default:
      return []
  }
}

function answer(request: Element, as: string): Element {
  const payload = childElements(request)[0]
  const from = { ...request.attrs, to: as }
  const asked = el('iq', from)
  if (request.attrs.type === 'get') {
    if (payload?.is('ping', NS.ping)) return iqResult(asked)
    if (payload?.is('query', NS.roster)) return iqResult(asked, el('query', { xmlns: NS.roster }))
    if (payload?.is('query', NS.discoItems)) return iqResult(asked, el('query', { xmlns: NS.discoItems }))
    if (payload?.is('query', NS.discoInfo)) return iqResult(asked, description(as))
  }
  if (child(request, 'session', NS.session) !== undefined) return iqResult(asked)
  return unavailable(asked)
}

function description(as: string): Element {
  const identity = as.includes('@')
    ? el('identity', { category: 'account', type: 'registered' })
    : el('identity', { category: 'server', type: 'im' })
  const features = SERVER_FEATURES.map((feature) => el('feature', { var: feature }))
  return el('query', { xmlns: NS.discoInfo }, identity, ...features)
}

const unavailable = (stanza: Element) => stanzaError(stanza, 'cancel', 'service-unavailable')

/** A server sends an account's presence to its own resources, too (RFC 6121 4.2.2, 4.4.2). */
function reflection(presence: Element, own: string): Element {
  const reflected = copy(presence)
  Object.assign(reflected.attrs, { from: own, to: own })
  return reflected
}
