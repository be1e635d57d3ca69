import { type Scenario, workloadsOnNodes } from '../../harness/index.js'
import { HOLD_OVER_KILLS } from './rules.js'
import { amongFaults } from './words.js'

// Two nodes of a cluster die and come back, are cut off from each other and are drained; everybody is at one of them.
export const nodes: Scenario[] = [
  amongFaults(
    'nodes',
    { rules: HOLD_OVER_KILLS, needs: ['nodes', 'kill-node', 'start-node', 'partition', 'heal'] },
    workloadsOnNodes(),
    { nodes: 'spread' },
  ),
]
