import type { Scenario } from '../../../harness/index.js'
import { table } from './table.js'

export const delivery: Scenario[] = [...table]
