import { type Scenario, workloadsOverRestarts } from '../../harness/index.js'
import { HOLD_OVER_KILLS } from './rules.js'
import { amongFaults } from './words.js'

// The one server is killed, told to end, and stands still for a while.
export const restart: Scenario[] = [
  amongFaults(
    'restart',
    {
      rules: HOLD_OVER_KILLS,
      needs: ['one-node', 'kill-node', 'stop-node', 'start-node', 'pause-node', 'continue-node'],
    },
    workloadsOverRestarts(),
  ),
]
