import type { Scenario } from '../../harness/index.js'
import { counting } from './counting.js'
import { enabling } from './enabling.js'
import { expiry } from './expiry.js'
import { hibernation } from './hibernation.js'
import { hijacking } from './hijacking.js'
import { repetition } from './repetition.js'
import { resuming } from './resuming.js'

/** Stream management (XEP-0198). */
export const management: Scenario[] = [
  ...enabling,
  ...counting,
  ...resuming,
  ...repetition,
  ...hibernation,
  ...expiry,
  ...hijacking,
]
