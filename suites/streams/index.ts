import type { Scenario } from '../../harness/index.js'
import { conflict } from './conflict.js'
import { errors } from './errors.js'
import { headers } from './headers.js'
import { retries } from './retries.js'
import { setup } from './setup.js'
import { size } from './size.js'

/** Stream headers, stream errors, and what a server has to bear on a stream. */
export const streams: Scenario[] = [...headers, ...setup, ...errors, ...retries, ...size, ...conflict]
