/** Everything suites may import. */
export {
  close,
  fin,
  rawStreamError,
  refuseLogin,
  refuseTls,
  reset,
  seeOtherHost,
  silence,
  speaks,
  streamError,
} from './actors/acts.js'
export type { ClientActor } from './actors/client.js'
export type { ManagedClient } from './actors/managed-client.js'
export { authenticate, requestBinding } from './actors/raw-login.js'
export { markElement } from './actors/stanzas.js'
export { transferRequest } from './actors/transfer-request.js'
export type { SessionEnd } from './core/behaviour.js'
export { deliveryExamples, messageExamples } from './gen/delivery-example.js'
export type { Workload } from './gen/workload.js'
export {
  type FaultyWorkload,
  workloadsOnLinks,
  workloadsOnNodes,
  workloadsOverRedirects,
  workloadsOverRestarts,
} from './gen/workload-faults.js'
export { workloads } from './gen/workloads.js'
export {
  DELIVERY_CASES,
  type DeliveryCase,
  deliveryCase,
  MESSAGE_TYPES,
  stateWith,
} from './judge/delivery-table.js'
export { every, none, once, oneOf, reacts, some } from './judge/questions.js'
export type { ClientWorld } from './run/client-world.js'
export { playDiscovery } from './run/cuts/discovery.js'
export { playRedirect } from './run/cuts/redirect.js'
export { playResumption } from './run/cuts/resumption.js'
export type { Ending as CutEnding } from './run/cuts/stage.js'
export type { Need } from './run/needs.js'
export { enumerated, generated, type Scenario, scenario } from './run/scenario.js'
export type { ServiceWorld } from './run/service-world.js'
export { playWorkload, type Setting as WorkloadSetting } from './run/workload.js'
export type { World } from './run/world.js'
export { NS } from './wire/ns.js'
export { el } from './wire/xml.js'
