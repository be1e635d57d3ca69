import { z } from 'zod'
import type { Metrics } from '../../harness/core/metrics.js'
import { count } from './fields.js'

const value = z.number()

/** The numbers of drawn workloads in a results document. */
export const metricsSchema: z.ZodType<Metrics> = z.object({
  workloads: count,
  pings: z.object({
    sent: count,
    delivered: count,
    stored: count,
    returned: count,
    lost: count,
    inDoubt: count,
    doubled: count,
    misrouted: count,
  }),
  distributions: z.array(
    z.object({
      of: z.enum(['notice', 'failover', 'lost-pings']),
      after: z.string(),
      samples: count,
      least: value,
      median: value,
      p90: value,
      p99: value,
      most: value,
      histogram: z.array(z.object({ upTo: value, samples: count })),
    }),
  ),
})
