import type { Scenario } from '../../../harness/index.js'
import { move } from './moves.js'
import { refusals } from './refusals.js'
import { security } from './security.js'

/** Connection transfer (XEP-0051) as it holds for clients. */
export const clientTransfer: Scenario[] = [...move, ...refusals, ...security]
