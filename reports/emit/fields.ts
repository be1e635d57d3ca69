import { z } from 'zod'
import type { Strength } from '../../harness/core/requirement.js'

const STRENGTHS: Record<Strength, true> = {
  MUST: true,
  'MUST NOT': true,
  SHOULD: true,
  'SHOULD NOT': true,
  MAY: true,
  'ONE-OF': true,
  DERIVED: true,
  PROFILE: true,
  INFO: true,
}

/** The keys of a record that is written as one to have them checked for completeness. */
export const keys = <Key extends string>(record: Record<Key, true>) => Object.keys(record) as Key[]

/** Fields that several parts of a results document have. */
export const strength = z.enum(keys(STRENGTHS))
export const role = z.enum(['server', 'client', 'service'])
export const count = z.int().min(0)
export const strings = z.array(z.string())
