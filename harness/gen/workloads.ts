import fc from 'fast-check'
import { Drawn } from './drawn.js'
import { command, type Workload } from './workload.js'
import { stories } from './workload-stories.js'

/** Workloads of any shape, in which some commands belong together; a shorter one is smaller. */
export const workloads = (): fc.Arbitrary<Workload> => {
  const part = fc.oneof({ weight: 4, arbitrary: fc.tuple(command) }, { weight: 1, arbitrary: stories })
  const drawn = fc.array(part, { minLength: 1, maxLength: 30, size: 'max' }).map((parts) => parts.flat())
  const single = fc.array(command, { maxLength: 200, size: 'max' })
  return fc.record({ commands: new Drawn(drawn, single) })
}
