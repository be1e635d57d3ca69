import type { Scenario } from '../../harness/index.js'
import { storedDelivery } from './delivery.js'
import { storing } from './storing.js'
import { types } from './types.js'

/** Offline storage (XEP-0160). */
export const offline: Scenario[] = [...storing, ...storedDelivery, ...types]
