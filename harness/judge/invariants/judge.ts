import type { Judgement } from '../../core/verdict.js'
import type { History } from '../history.js'
import { judgementOf } from './finding.js'
import { type Operations, operationsIn } from './operations.js'
import type { InvariantOptions } from './options.js'
import { INVARIANT_IDS, INVARIANTS, type InvariantId } from './registry.js'

/** What one invariant says about a history. */
export interface InvariantVerdict {
  invariant: InvariantId
  judgement: Judgement
}

const built = new WeakMap<History, Map<string, Operations>>()

/** The operations of `history`, built once for the same options. */
export function operationsOf(history: History, options: InvariantOptions): Operations {
  const key = JSON.stringify(options)
  const known = built.get(history) ?? new Map<string, Operations>()
  built.set(history, known)
  const operations = known.get(key) ?? operationsIn(history, options)
  known.set(key, operations)
  return operations
}

/** Judges `history` by one invariant. */
export function judgeInvariant(
  history: History,
  invariant: InvariantId,
  options: InvariantOptions,
): Judgement {
  return judgementOf(INVARIANTS[invariant], INVARIANTS[invariant].check(operationsOf(history, options)))
}

/** Judges one history by every invariant, or by those named. */
export function judgeInvariants(
  history: History,
  options: InvariantOptions = {},
  invariants: readonly InvariantId[] = INVARIANT_IDS,
): InvariantVerdict[] {
  return invariants.map((invariant) => ({
    invariant,
    judgement: judgeInvariant(history, invariant, options),
  }))
}
