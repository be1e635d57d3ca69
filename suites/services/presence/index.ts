import type { Scenario } from '../../../harness/index.js'
import { ends } from './end.js'
import { initials } from './initial.js'

/** Presence of an instance at its beginning and its end. */
export const servicePresence: Scenario[] = [...initials, ...ends]
