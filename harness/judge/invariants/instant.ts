import type { Instant } from './model.js'

/** After everything. */
export const NEVER: Instant = { n: Number.POSITIVE_INFINITY, t: Number.POSITIVE_INFINITY }

/** The first of two instants. */
export const first = (a: Instant, b: Instant): Instant => (b.n < a.n ? b : a)

/** The last of two instants. */
export const last = (a: Instant, b: Instant): Instant => (b.n > a.n ? b : a)

/** The instant `ms` later: everything recorded by then is not behind it. With 0 ms, the instant itself. */
export function later({ n, t }: Instant, ms: number): Instant {
  return ms === 0 ? { n, t } : { n: Number.POSITIVE_INFINITY, t: t + ms }
}

/** Whether `a` is behind `b`; `b` may come from {@link later}, which has a time but no number. */
export function isBehind(a: Instant, b: Instant): boolean {
  return a.n > b.n || (b.n === Number.POSITIVE_INFINITY && a.t > b.t)
}
