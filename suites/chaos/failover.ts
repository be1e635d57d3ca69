import { generated, playWorkload, type Scenario, workloads } from '../../harness/index.js'
import { HOLD } from './rules.js'
import { checkHistory } from './words.js'

// Instances come, go and change priority while clients ping and greet them; the whole history is judged.
export const failover: Scenario[] = [
  generated(
    'chaos/failover',
    { proves: [...HOLD, 'DIX-FAIL-c'], role: 'server', profile: 'chaos' },
    workloads(),
    async (world, workload) => {
      const way = await playWorkload(world, workload)
      checkHistory(world, HOLD, way)
      // DIX counts on priorities, also where the server goes about it in a way of its own.
      const args = { holds: 'INV-RT-b' as const, policy: [way ?? ('one' as const)] }
      world.check('DIX-FAIL-c', { judge: 'invariant', args })
    },
  ),
]
