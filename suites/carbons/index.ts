import type { Scenario } from '../../harness/index.js'
import { bounces } from './bounces.js'
import { copies } from './copies.js'
import { eligible } from './eligible.js'

/** Message carbons (XEP-0280). */
export const carbons: Scenario[] = [...copies, ...eligible, ...bounces]
