import type { InvariantOptions } from './options.js'
import type { Fault } from './test-fault.js'
import { ModelWorld, type Plan } from './test-world.js'

/** The plan played, with the fault in it if there is one. */
export function played(plan: Plan, fault?: Fault): ModelWorld {
  const world = new ModelWorld(plan)
  fault?.plant(world.server, world)
  world.play()
  return world
}

/** What the judges may be told of a model run. */
export function optionsFor({ plan, disturbed }: ModelWorld, isPolicyTold: boolean): InvariantOptions {
  const { policy, kept } = plan.manner
  return { disturbed, kept, quiet: 500, ...(isPolicyTold ? { policy: [policy] } : {}) }
}
