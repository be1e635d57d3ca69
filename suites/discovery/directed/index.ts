import type { Scenario } from '../../../harness/index.js'
import { addresses } from './addresses.js'
import { broadcasts } from './broadcasts.js'
import { delivered } from './delivered.js'
import { priority } from './priority.js'
import { probe } from './probe.js'
import { senderGone } from './sender-gone.js'
import { tracking } from './tracking.js'

export const directed: Scenario[] = [
  ...delivered,
  ...senderGone,
  ...tracking,
  ...addresses,
  ...broadcasts,
  ...priority,
  ...probe,
]
