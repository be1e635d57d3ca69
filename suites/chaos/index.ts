import type { Scenario } from '../../harness/index.js'
import { failover } from './failover.js'
import { links } from './links.js'
import { nodes } from './nodes.js'
import { redirects } from './redirects.js'
import { restart } from './restart.js'

export const chaos: Scenario[] = [...failover, ...links, ...nodes, ...restart, ...redirects]
