import type { Scenario } from '../../harness/index.js'
import { messages } from './messages.js'
import { others } from './others.js'

export const properties: Scenario[] = [...messages, ...others]
