import type { Element } from 'ltx'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'

/** What a request to connect elsewhere says (XEP-0051 section 3); a part that is absent is left out. */
export interface TransferRequest {
  id?: string
  from?: string
  to?: string
  domain?: string
  server?: string
}

/** An IQ that asks the subject to connect elsewhere. */
export function transferRequest({ id, from, to, domain, server }: TransferRequest): Element {
  const parts = { domain, server }
  const children = Object.entries(parts).flatMap(([name, text]) =>
    text === undefined ? [] : [el(name, {}, text)],
  )
  return el('iq', { type: 'set', id, from, to }, el('query', { xmlns: NS.cxfr }, ...children))
}
