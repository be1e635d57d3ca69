import type { Scenario } from '../../harness/index.js'
import { messages } from './messages.js'
import { pauses } from './paused.js'
import { presence } from './presence.js'
import { streams } from './streams.js'

/** The server itself ends and comes back, or stands still and goes on: what is over then, and what stays. */
export const restart: Scenario[] = [...presence, ...messages, ...streams, ...pauses]
