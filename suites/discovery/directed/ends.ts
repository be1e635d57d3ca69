import type { Need, SessionEnd } from '../../../harness/index.js'

/** How a session can end (RFC 6121 4.5.2 and 4.6.3), and what it takes to end it so. */
export const ENDS: readonly { how: SessionEnd; needs: readonly Need[] }[] = [
  { how: 'unavailable', needs: [] },
  { how: 'close', needs: [] },
  { how: 'stream-error', needs: [] },
  { how: 'fin', needs: [] },
  { how: 'reset', needs: ['rst'] },
  { how: 'kick', needs: ['kill-session'] },
]
