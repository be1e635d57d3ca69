import type { Clock } from '../core/clock.js'

/** How long and how often something is tried. */
export interface Patience {
  clock: Clock
  /** Gives up this many ms after the first try began. */
  ms: number
  /** Pause between a failed try and the next, in ms. */
  pause: number
  /** Gives up when it is aborted. */
  interrupt?: AbortSignal
}

/**
 * Tries until `attempt` resolves with something defined.
 * @returns `undefined` when it gave up without an error
 * @throws the last try's error when it gave up
 */
export async function until<T>(
  attempt: () => Promise<T | undefined>,
  { clock, ms, pause, interrupt }: Patience,
): Promise<T | undefined> {
  const end = clock.now() + ms
  for (;;) {
    let failure: unknown
    try {
      const result = await attempt()
      if (result !== undefined) return result
    } catch (error) {
      failure = error
    }
    if (clock.now() + pause >= end || interrupt?.aborted) {
      if (failure !== undefined) throw failure
      return undefined
    }
    await new Promise<void>((resolve) => clock.after(pause, resolve))
  }
}
