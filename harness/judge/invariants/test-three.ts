import type { Verdict } from '../../core/verdict.js'
import type { InvariantOptions } from './options.js'
import type { InvariantId } from './registry.js'
import type { Script } from './test-script.js'

/** A hand-made history with the verdict it deserves. */
export interface Handmade {
  holds: InvariantId
  verdict: Verdict
  shows: string
  script: Script
  options: InvariantOptions
}

type Case = [shows: string, script: Script, options?: InvariantOptions]

/** A failing, a passing and an inconclusive history of one invariant. */
export const three = (holds: InvariantId, fail: Case, pass: Case, open: Case): Handmade[] =>
  (
    [
      ['fail', fail],
      ['pass', pass],
      ['inconclusive', open],
    ] as const
  ).map(([verdict, [shows, script, options]]) => ({
    holds,
    verdict,
    shows,
    script,
    options: options ?? { policy: ['one'] },
  }))
