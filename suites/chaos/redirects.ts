import { type Scenario, workloadsOverRedirects } from '../../harness/index.js'
import { HOLD } from './rules.js'
import { amongFaults } from './words.js'

// Sessions are sent elsewhere, one by one and all at once; they come back to the same server.
export const redirects: Scenario[] = [
  amongFaults(
    'redirects',
    { rules: HOLD, needs: ['redirect', 'drain', 'undrain'] },
    workloadsOverRedirects(),
  ),
]
