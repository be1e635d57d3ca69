import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import type { Answer } from './answer.js'
import { parseBundle, readBundle } from './read.js'
import { replay } from './replay.js'

export type { Answer } from './answer.js'
export type { Bundle } from './bundle.js'

/** How {@link replayBundle} replays. */
export interface ReplayBundleOptions {
  /** Specifier of the subject; without it the bundle's. */
  on?: string
  /** How often it is played; without it once on `sim`, else 3 to 20 times. */
  times?: number
  /** Stops it. */
  signal?: AbortSignal
}

/**
 * Plays the example of a repro bundle again, as `assay replay` does.
 * @param bundle the path of its folder, or what is in its `bundle.json`
 * @returns `FIXED`, `STILL FAILS`, `DIFFERS` or `CANNOT REPLAY`, with a sentence that says what was seen
 * @throws Error whose message says, in a sentence, that there is no such bundle or that the subject is unavailable
 */
export function replayBundle(
  bundle: string | object,
  { on, times, signal = new AbortController().signal }: ReplayBundleOptions = {},
): Promise<Answer> {
  return replay(typeof bundle === 'string' ? readBundle(bundle) : parseBundle(bundle), {
    ...(on === undefined ? {} : { on }),
    ...(times === undefined ? {} : { times }),
    scenarios: SCENARIOS,
    clock: systemClock,
    interrupt: signal,
  })
}
