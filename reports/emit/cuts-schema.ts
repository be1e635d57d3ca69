import { z } from 'zod'
import { VERDICTS } from '../../harness/core/verdict.js'
import { count, strings } from './fields.js'

const verdict = z.enum(VERDICTS)
const played = z.object({ points: count, played: count })

const cell = z.object({
  at: count,
  what: z.string(),
  verdict,
  played: z.object({ here: count, before: count }),
  found: z.array(z.object({ path: z.string(), verdict, requirements: strings })),
})

const strip = z.object({
  as: z.string(),
  connection: count,
  direction: z.enum(['to-server', 'to-client']),
  bytes: count,
  cells: z.array(cell),
})

/** How much of each exchange was cut. */
export const cutsSchema = z.array(
  z.object({ scenario: z.string(), places: played, bytes: played, strips: z.array(strip) }),
)
