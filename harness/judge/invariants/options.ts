import type { Bounds } from '../../journal/event.js'
import type { Disturbance } from './disturbance.js'
import type { EndHow } from './model.js'

/** What a server delivers to: one of the highest, all of the highest, all non-negative, or any of those. */
export type Policy = 'one' | 'tied' | 'all' | 'open'

/** What the journal doesn't say, and what the judges may take for granted. */
export interface InvariantOptions {
  /** The policies that the server may have; learnt from what is proven where it isn't given. */
  policy?: Policy[]
  /** How far proofs on one stream may lag behind for another, ms: 0 on a single node, more in a cluster. */
  slack?: number
  /** How long a broken session that can be resumed is kept at most, ms. Without it nothing depends on its expiry. */
  kept?: number
  /** Within how long the server notices that a client hangs, ms. Without it nothing depends on that. */
  silence?: number
  /** How long everything must have been still before what observers see counts as final, ms. */
  quiet?: number
  /** How many configurations the search for a linearization may visit in one account. */
  budget?: number
  /** How many pings must tell policies apart before the policy counts as learnt. */
  calibration?: number
  /** Beside those that the journal shows, see disturbance.ts. */
  disturbed?: Disturbance[]
  /** Whether a message for a full JID nobody has may reach a sibling (RFC 6120 10.5.4; the ambiguity AMB-3). */
  rerouting?: 'forbidden' | 'accepted'
}

export const DEFAULT_QUIET = 3000
export const DEFAULT_BUDGET = 200_000
export const DEFAULT_CALIBRATION = 3

/** Within how long the server must take notice of an end, ms; `undefined` where nothing bounds it. */
export function boundOf(
  how: EndHow,
  { unavailable }: Bounds,
  { kept, silence }: InvariantOptions,
): number | undefined {
  if (how === 'break') return kept === undefined ? undefined : kept + unavailable
  if (how === 'silence') return silence === undefined ? undefined : silence + unavailable
  return unavailable
}
