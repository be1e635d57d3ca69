import type { Scenario } from '../../../harness/index.js'
import { loads } from './sessions.js'
import { siblings } from './siblings.js'

/** How an instance tells its load by its priority. */
export const serviceLoad: Scenario[] = [...loads, ...siblings]
