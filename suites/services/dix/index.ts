import type { Scenario } from '../../../harness/index.js'
import { pongs } from './pongs.js'
import { sessions } from './sessions.js'
import { unanswered } from './unanswered.js'

/** DIX as it holds for services. */
export const serviceDix: Scenario[] = [...pongs, ...unanswered, ...sessions]
