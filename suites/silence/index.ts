import type { Scenario } from '../../harness/index.js'
import { ends } from './ends.js'
import { hanging } from './hanging.js'
import { resumption } from './resumption.js'

/** A client hangs, and its connection stays: when and how the server notices. */
export const silence: Scenario[] = [...ends, ...hanging, ...resumption]
