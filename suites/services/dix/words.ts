import { NS } from '../../../harness/index.js'

/** Whatever carries the payload of a pong (docs/dix.md). */
export const PONG = { name: 'message', has: { name: 'pong', ns: NS.dix } }

/** Available presence. */
export const PRESENCE = { name: 'presence', attrs: { type: null } }
