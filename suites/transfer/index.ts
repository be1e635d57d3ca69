import type { Scenario } from '../../harness/index.js'
import { answers } from './answers.js'
import { request } from './request.js'
import { targets } from './targets.js'

export const transfer: Scenario[] = [...request, ...targets, ...answers]
