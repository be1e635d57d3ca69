import type { Scenario } from '../../harness/index.js'
import { closing } from './closing.js'
import { drain } from './drain.js'
import { presence } from './presence.js'
import { stages } from './stages.js'
import { targets } from './targets.js'

export const redirect: Scenario[] = [...closing, ...targets, ...stages, ...presence, ...drain]
