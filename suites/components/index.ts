import type { Scenario } from '../../harness/index.js'
import { addresses } from './addresses.js'
import { confirmation } from './confirmation.js'
import { dix } from './dix.js'
import { opening } from './opening.js'
import { presence } from './presence.js'
import { proof } from './proof.js'
import { routing } from './routing.js'

export const components: Scenario[] = [
  ...opening,
  ...proof,
  ...confirmation,
  ...addresses,
  ...routing,
  ...presence,
  ...dix,
]
