import type { Fault } from './test-fault.js'
import { PONG_FAULTS, STORAGE_FAULTS } from './test-faults-other.js'
import { PRESENCE_FAULTS } from './test-faults-presence.js'
import { ROUTING_FAULTS } from './test-faults-routing.js'

/** Every planted fault. */
export const FAULTS: Fault[] = [...ROUTING_FAULTS, ...PONG_FAULTS, ...PRESENCE_FAULTS, ...STORAGE_FAULTS]
