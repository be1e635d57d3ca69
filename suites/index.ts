import type { Scenario } from '../harness/index.js'
import { delivery } from './discovery/delivery.js'

/** Every scenario of every suite. */
export const SCENARIOS: Scenario[] = [...delivery]
