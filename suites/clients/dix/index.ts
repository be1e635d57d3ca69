import type { Scenario } from '../../../harness/index.js'
import { candidates } from './candidates.js'
import { dying } from './dying.js'
import { end } from './end.js'
import { failover } from './failover.js'
import { forgeries } from './forgeries.js'
import { handshake } from './handshake.js'
import { ids } from './ids.js'
import { late } from './late.js'
import { login } from './login.js'
import { order } from './order.js'
import { pings } from './pings.js'
import { reconnected } from './reconnected.js'
import { refusals } from './refusals.js'

/** DIX as it holds for clients. */
export const clientDix: Scenario[] = [
  ...login,
  ...pings,
  ...ids,
  ...refusals,
  ...candidates,
  ...handshake,
  ...order,
  ...dying,
  ...failover,
  ...reconnected,
  ...forgeries,
  ...late,
  ...end,
]
