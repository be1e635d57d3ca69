import type { Scenario } from '../../../harness/index.js'
import { choices } from './choices.js'
import { exclusions } from './exclusions.js'
import { failover } from './failover.js'
import { loadBalancing } from './load-balancing.js'
import { pipelined } from './pipelined.js'
import { presence } from './presence.js'

/** Discovery of instances, as DIX needs it of a server, and the rules of RFC 6120 and 6121 that carry it. */
export const dix: Scenario[] = [
  ...presence,
  ...failover,
  ...loadBalancing,
  ...exclusions,
  ...choices,
  ...pipelined,
]
