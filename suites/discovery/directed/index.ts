import type { Scenario } from '../../../harness/index.js'

export const directed: Scenario[] = []
