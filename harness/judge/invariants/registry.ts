import { atMostOnce } from './at-most-once.js'
import { complete } from './complete.js'
import { convergence } from './convergence.js'
import { fifo } from './fifo.js'
import type { Invariant } from './finding.js'
import { fullJid } from './full-jid.js'
import { laterEpochs } from './later-epochs.js'
import { noLeak } from './leak.js'
import { linear } from './linear.js'
import { counts, resumption } from './management.js'
import { monotonic } from './monotonic.js'
import { mustDeliver } from './must-deliver.js'
import { noNegative } from './no-negative.js'
import { oneFate } from './one-fate.js'
import { ownWrites } from './own-writes.js'
import { noPongForCarbons, pongsCounted, pongsHavePings, pongsInTime } from './pongs.js'
import { presenceOrder } from './presence-order.js'
import { processedElsewhere } from './processed-elsewhere.js'
import { reflections } from './reflections.js'
import { shownAlike } from './shown-alike.js'
import { stability } from './stability.js'
import { storedLabelled, storedOnce } from './stored.js'
import { subscribers } from './subscribers.js'
import { told } from './told.js'
import { topSet } from './top-set.js'
import { exactlyOne, noneFalse, noneResumed, noneRetracted } from './unavailables.js'
import { undeliverable } from './undeliverable.js'

/** Every invariant that one history is judged by, by its id in the catalogue. */
export const INVARIANTS = {
  'INV-RT-a': noNegative,
  'INV-RT-b': topSet,
  'INV-RT-c': mustDeliver,
  'INV-RT-d': oneFate,
  'INV-RT-e': atMostOnce,
  'INV-RT-f': linear,
  'INV-RT-g': stability,
  'INV-RT-h': monotonic,
  'INV-RT-i': ownWrites,
  'INV-RT-j': fifo,
  'INV-RT-k': complete,
  'INV-RT-l': fullJid,
  'INV-RT-m': undeliverable,
  'INV-PP-a': pongsHavePings,
  'INV-PP-b': pongsCounted,
  'INV-PP-c': pongsInTime,
  'INV-PP-d': noPongForCarbons,
  'INV-SE-d': processedElsewhere,
  'INV-DP-a': told,
  'INV-DP-b': exactlyOne,
  'INV-DP-c': noneRetracted,
  'INV-DP-d': noneResumed,
  'INV-DP-e': noneFalse,
  'INV-DP-f': noLeak,
  'INV-DP-g': presenceOrder,
  'INV-DP-h': laterEpochs,
  'INV-PR-a': reflections,
  'INV-PR-b': shownAlike,
  'INV-PR-c': subscribers,
  'INV-PR-d': convergence,
  'INV-OF-a': storedOnce,
  'INV-OF-b': storedLabelled,
  'INV-SM-a': resumption,
  'INV-SM-b': counts,
} as const satisfies Record<string, Invariant>

export type InvariantId = keyof typeof INVARIANTS

/** The ids of all invariants, in the catalogue's order. */
export const INVARIANT_IDS = Object.keys(INVARIANTS) as InvariantId[]
