import type { Scenario } from '../../../harness/index.js'
import { closings } from './closing.js'
import { openings } from './opening.js'
import { requests } from './requests.js'
import { stanzas } from './stanzas.js'

/** Streams and stanzas (RFC 6120 sections 4 and 8) as they hold for clients. */
export const clientStreams: Scenario[] = [...openings, ...closings, ...requests, ...stanzas]
