import type { Scenario } from '../../../harness/index.js'
import { chains } from './chains.js'
import { conditions } from './conditions.js'
import { elsewhere } from './elsewhere.js'
import { identity } from './identity.js'
import { policy } from './policy.js'
import { returns } from './returns.js'
import { stages } from './stages.js'
import { targets } from './targets.js'
import { unusable } from './unusable.js'

/** Redirects (RFC 6120 4.9.3.19) as they hold for clients. */
export const clientRedirect: Scenario[] = [
  ...stages,
  ...targets,
  ...unusable,
  ...identity,
  ...policy,
  ...chains,
  ...elsewhere,
  ...conditions,
  ...returns,
]
