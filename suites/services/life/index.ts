import type { Scenario } from '../../../harness/index.js'
import { again } from './again.js'
import { moved } from './moved.js'

/** An instance that ends and comes back. */
export const serviceLife: Scenario[] = [...again, ...moved]
