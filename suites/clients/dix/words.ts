import { NS } from '../../../harness/index.js'

/** Whatever carries the payload of a ping (docs/dix.md). */
export const PING_PAYLOAD = { has: { name: 'ping', ns: NS.dix } }

/** A ping as it has to be sent. */
export const PING = { name: 'message', ...PING_PAYLOAD }

/** The pong of a played instance. */
export const PONG = { name: 'message', has: { name: 'pong', ns: NS.dix } }

/** A question for features (XEP-0030 3.1). */
export const DISCO = { name: 'iq', attrs: { type: 'get' }, has: { name: 'query', ns: NS.discoInfo } }

/** Settings of a subject that is soon done with an instance that says nothing, in ms. */
export const SOON = { timeout: 300, backOff: 50, grace: 100, proof: 300 }
