import type { Scenario } from '../../../harness/index.js'
import { alike } from './alike.js'
import { answers } from './answers.js'

/** What an instance says about itself (XEP-0030). */
export const serviceDisco: Scenario[] = [...answers, ...alike]
