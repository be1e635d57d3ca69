import type { Scenario } from '../../harness/index.js'
import { messages } from './messages.js'
import { presence } from './presence.js'
import { streams } from './streams.js'

/** The server itself ends, and comes back: what is over then, and what stays. */
export const restart: Scenario[] = [...presence, ...messages, ...streams]
