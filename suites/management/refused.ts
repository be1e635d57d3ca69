import { NS } from '../../harness/index.js'

const ONCE: [number, number] = [1, 1]
const NEVER: [number, number] = [0, 0]

export const RESUMED = { name: 'resumed', ns: NS.sm }
export const FAILED = { name: 'failed', ns: NS.sm }

/** How a server may answer who resumes a session that it does not have (XEP-0198 5). */
export const NOT_FOUND = [
  {
    verdict: 'pass' as const,
    says: 'The server answers <failed/> with item-not-found, once.',
    when: [
      { see: { ...FAILED, has: { name: 'item-not-found', ns: NS.stanzaErrors } }, times: ONCE },
      { see: FAILED, times: ONCE },
      { see: RESUMED, times: NEVER },
    ],
  },
  {
    verdict: 'pass-lax' as const,
    says: 'The server answers <failed/> with another condition, or none.',
    when: [
      { see: FAILED, times: ONCE },
      { see: RESUMED, times: NEVER },
    ],
  },
]
