import { systemClock } from '../core/clock.js'
import type { Io } from './io.js'
import { runOne } from './run.js'

/** Options of `assay chaos`. */
export interface ChaosOptions {
  /** For how long workloads are begun, s. */
  duration: number
  seed?: number
  out: string
  expect?: string
}

/** More workloads than any duration has room for are not drawn. */
const MOST = 10_000

/**
 * Plays drawn workloads on one subject for a while and judges their whole histories; then, where examples are cheap,
 * what failed is shrunk. Returns the gate's exit code.
 */
export async function chaosCommand(io: Io, specifier: string, options: ChaosOptions): Promise<number> {
  const { duration, ...rest } = options
  const enough = new AbortController()
  const timer = systemClock.after(duration * 1000, () => enough.abort())
  try {
    const end = await runOne(io, specifier, {
      ...rest,
      only: [],
      profile: 'chaos',
      gate: 'should',
      allowInconclusive: 0,
      examples: MOST,
      enough: enough.signal,
    })
    return end.code
  } finally {
    timer.cancel()
  }
}
