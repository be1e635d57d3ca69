import fc from 'fast-check'
import { type Command, MOST, WORKLOAD_ENDS } from './workload.js'

/** A few of something. */
export const few = fc.integer({ min: 1, max: 6 })

/** How somebody in a story ends. */
export const how = fc.constantFrom(...WORKLOAD_ENDS)

/** Whether what comes next finds everything before processed, or races it. */
export const between = fc.constantFrom<Command[]>([], [{ do: 'settle' }], [{ do: 'rest', ms: 20 }])

/** The numbers of all instances. */
export const everybody = Array.from({ length: MOST.instances }, (_, i) => i)

/** The instance behind that of the number. */
export const next = (i: number): number => (i + 1) % MOST.instances
