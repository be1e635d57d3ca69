import type { Scenario } from '../../../harness/index.js'

export const presence: Scenario[] = []
