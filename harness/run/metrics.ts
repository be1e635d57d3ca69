import { type Distribution, type Measured, type Metrics, NO_PINGS, type PingFates } from '../core/metrics.js'
import type { JudgedScope } from './judge-scope.js'

const MEASURES = ['notice', 'failover', 'lost-pings'] as const
const NAMES = Object.keys(NO_PINGS) as (keyof PingFates)[]

/**
 * The numbers of the drawn workloads among the scopes of a run; `undefined` where there were none. What was played
 * once more to make a failure smaller is left out: it would count the same workload many times.
 */
export function metricsOf(scopes: readonly JudgedScope[]): Metrics | undefined {
  const drawn = scopes.flatMap(({ start, metrics }) =>
    start.phase === 'explore' && metrics !== undefined ? [metrics] : [],
  )
  if (drawn.length === 0) return undefined
  const pings = { ...NO_PINGS }
  for (const metrics of drawn) for (const name of NAMES) pings[name] += metrics.pings[name]
  return { workloads: drawn.length, pings, distributions: distributionsOf(drawn.flatMap((m) => m.measured)) }
}

function distributionsOf(measured: readonly Measured[]): Distribution[] {
  return MEASURES.flatMap((of) => {
    const some = measured.filter((each) => each.of === of)
    const ends = [...new Set(some.map(({ after }) => after))].sort()
    return ends.map((after) => distribution(of, after, valuesOf(some, after)))
  })
}

const valuesOf = (measured: readonly Measured[], after: string): number[] =>
  measured.flatMap((each) => (each.after === after ? [each.value] : [])).sort((a, b) => a - b)

function distribution(of: Measured['of'], after: string, ascending: readonly number[]): Distribution {
  return {
    of,
    after,
    samples: ascending.length,
    least: rounded(ascending[0] ?? 0),
    median: quantile(ascending, 0.5),
    p90: quantile(ascending, 0.9),
    p99: quantile(ascending, 0.99),
    most: rounded(ascending.at(-1) ?? 0),
    histogram: histogramOf(ascending),
  }
}

/** The smallest value that at least this part of all is not above (nearest rank). */
function quantile(ascending: readonly number[], part: number): number {
  return rounded(ascending[Math.max(0, Math.ceil(part * ascending.length) - 1)] ?? 0)
}

/** Bounds in steps of 1, 2, 5, 10 …, from the first that holds a value to the last. */
function histogramOf(ascending: readonly number[]): Distribution['histogram'] {
  const bars: Distribution['histogram'] = []
  let counted = 0
  for (let step = 0; counted < ascending.length; step++) {
    const upTo = step === 0 ? 0 : ([1, 2, 5][(step - 1) % 3] ?? 1) * 10 ** Math.floor((step - 1) / 3)
    const samples = ascending.filter((value) => value <= upTo).length - counted
    counted += samples
    if (bars.length > 0 || samples > 0) bars.push({ upTo, samples })
  }
  return bars
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000
