import type { Scenario } from '../../../harness/index.js'
import { conflicts } from './conflict.js'
import { delays } from './delays.js'

/** When and how clients come back after a loss (RFC 6120 sections 3.3 and 4.9.3). */
export const clientReconnection: Scenario[] = [...delays, ...conflicts]
