import type { Scenario } from '../../../harness/index.js'
import { discovery } from './discovery.js'
import { redirect } from './redirect.js'
import { resumption } from './resumption.js'

export const cuts: Scenario[] = [...discovery, ...resumption, ...redirect]
