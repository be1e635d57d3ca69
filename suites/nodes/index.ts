import type { Scenario } from '../../harness/index.js'
import { directed } from './directed.js'
import { drained } from './drained.js'
import { killed } from './killed.js'
import { partitioned } from './partitioned.js'
import { routing } from './routing.js'

export const nodes: Scenario[] = [...routing, ...directed, ...killed, ...drained, ...partitioned]
