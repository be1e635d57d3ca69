import type { Need, SessionEnd } from '../../harness/index.js'

interface Way {
  how: SessionEnd
  needs: Need[]
  /** What happens, as a step. */
  does: string
  /** Where the scenarios stand. */
  path: { ends: string; resumption: string }
}

/** How somebody falls silent whose connection stays: the process hangs, or no packet of the machine's passes any more. */
export const WAYS: readonly Way[] = [
  {
    how: 'silence',
    needs: ['silence'],
    does: 'let it hang',
    path: { ends: 'silence/ends', resumption: 'silence/resumption' },
  },
  {
    how: 'black-hole',
    needs: ['silence', 'black-hole'],
    does: 'lose all its packets',
    path: { ends: 'silence/black-hole/ends', resumption: 'silence/black-hole/resumption' },
  },
]
