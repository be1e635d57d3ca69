import type { Scenario } from '../../harness/index.js'
import { serviceDisco } from './disco/index.js'
import { serviceDix } from './dix/index.js'
import { serviceIq } from './iq/index.js'
import { serviceLife } from './life/index.js'
import { serviceLoad } from './load/index.js'
import { servicePresence } from './presence/index.js'

/** Every scenario for services. */
export const services: Scenario[] = [
  ...serviceDix,
  ...serviceLoad,
  ...servicePresence,
  ...serviceDisco,
  ...serviceIq,
  ...serviceLife,
]
