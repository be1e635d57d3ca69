import { type Scenario, workloadsOnLinks } from '../../harness/index.js'
import { HOLD } from './rules.js'
import { amongFaults } from './words.js'

// Connections fail, hang, and lag: each goes through a fault proxy.
export const links: Scenario[] = [
  amongFaults('links', { rules: HOLD }, workloadsOnLinks(), { links: 'faulty' }),
]
