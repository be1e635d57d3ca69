import { z } from 'zod'
import { type BehaviourProfile, SERVER_ENDS, SESSION_ENDS } from '../../harness/core/behaviour.js'
import { count, role, strength, strings } from './fields.js'

const taken = z.object({
  scenario: z.string(),
  parameters: z.unknown().optional(),
  branches: strings,
  evidence: z.array(count),
})

const choice = z.object({
  requirement: z.string(),
  role,
  strength,
  clause: z.string(),
  says: z.string(),
  taken: z.array(taken),
})

const moment = z.object({ conn: z.string(), n: count, t: z.number() })

const sample = z.object({
  scenario: z.string(),
  ended: moment,
  told: moment,
  ms: z.number(),
  copies: count,
})

const notice = z.object({
  end: z.enum([...SESSION_ENDS, ...SERVER_ENDS]),
  median: z.number(),
  least: z.number(),
  most: z.number(),
  copies: z.object({ least: count, most: count }),
  samples: z.array(sample),
})

/** The behaviour profile of a results document; results written before there was one have an empty one. */
export const behaviourSchema: z.ZodType<BehaviourProfile> = z
  .object({ choices: z.array(choice), notice: z.array(notice) })
  .default({ choices: [], notice: [] })
