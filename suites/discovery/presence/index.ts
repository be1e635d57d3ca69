import type { Scenario } from '../../../harness/index.js'
import { broadcast } from './broadcast.js'
import { ends } from './ends.js'
import { inbound } from './inbound.js'
import { priority } from './priority.js'
import { probeLimits } from './probe-limits.js'
import { probes } from './probes.js'
import { session } from './session.js'
import { types } from './types.js'

export const presence: Scenario[] = [
  ...session,
  ...broadcast,
  ...inbound,
  ...probes,
  ...probeLimits,
  ...ends,
  ...types,
  ...priority,
]
