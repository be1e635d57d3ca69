import { VERBS, type Verb } from '../core/admin.js'
import type { Subject } from '../subjects/subject.js'

/**
 * What a scenario can need of a subject and the way to it: `rst`, a RST of ours reaches the subject; `component`,
 * the harness can play external components of it; `nodes`, it is a cluster; `one-node`, it is not; `silence`, it is
 * known within how long it notices that a client hangs; or an admin verb.
 */
export type Need = 'rst' | 'component' | 'nodes' | 'one-node' | 'silence' | Verb

/** Why a scenario with these needs can't be played on `subject`, as a sentence; `undefined` when it can. */
export function whatLacks(
  { resetPath, component, nodes, silence, admin = {} }: Subject,
  needs: readonly Need[],
): string | undefined {
  for (const need of needs) {
    if (need === 'rst') {
      if (!resetPath.carried) return `A reset cannot be tested here: ${resetPath.how}`
    } else if (need === 'component') {
      if (component === undefined) return 'The subject has no external components (XEP-0114) to play.'
    } else if (need === 'nodes') {
      if (nodes === undefined)
        return 'The subject is not a cluster: it takes two nodes that clients can reach.'
    } else if (need === 'one-node') {
      if (nodes !== undefined)
        return 'The subject is a cluster, which goes on when a node of it ends; the profile nodes plays that.'
    } else if (need === 'silence') {
      if (silence === undefined) return NOTICES_NO_SILENCE
    } else if (need === 'black-hole' && admin[need] === undefined) {
      return LOSES_NOTHING
    } else if (admin[need] === undefined) return `The subject has no admin verb "${need}".`
  }
  return undefined
}

const NOTICES_NO_SILENCE =
  'As it is set up, the subject is not known to notice that a client hangs; ?tuned=silence has a container notice it soon.'

const LOSES_NOTHING =
  'No packets of one connection can be lost here: only a simulation can do that, and a container that clients reach from ports of their own.'

/** Whether a scenario with these needs disturbs everybody on the subject, so that it is played by itself. */
export function disturbsAll(needs: readonly Need[]): boolean {
  return needs.some((need) => [...VERBS.ofAll, ...VERBS.ofNodes].some((verb) => verb === need))
}
