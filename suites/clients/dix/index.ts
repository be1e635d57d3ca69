import type { Scenario } from '../../../harness/index.js'
import { failover } from './failover.js'
import { forgeries } from './forgeries.js'
import { handshake } from './handshake.js'
import { late } from './late.js'
import { pings } from './pings.js'
import { refusals } from './refusals.js'

/** DIX as it holds for clients. */
export const clientDix: Scenario[] = [...pings, ...refusals, ...handshake, ...failover, ...forgeries, ...late]
