import type { Scenario } from '../../../harness/index.js'
import { clients } from './clients.js'
import { copied } from './copies.js'
import { late } from './late.js'
import { limits } from './limits.js'
import { malformed } from './malformed.js'
import { pongs } from './pongs.js'
import { repeated } from './repeated.js'
import { sessions } from './sessions.js'
import { unanswered } from './unanswered.js'

/** DIX as it holds for services. */
export const serviceDix: Scenario[] = [
  ...pongs,
  ...repeated,
  ...unanswered,
  ...copied,
  ...late,
  ...malformed,
  ...limits,
  ...sessions,
  ...clients,
]
