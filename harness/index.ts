/** Everything suites may import. */
export type { ClientActor } from './actors/client.js'
export { authenticate } from './actors/raw-login.js'
export { markElement } from './actors/stanzas.js'
export { deliveryExamples, messageExamples } from './gen/delivery-example.js'
export {
  DELIVERY_CASES,
  type DeliveryCase,
  deliveryCase,
  MESSAGE_TYPES,
  stateWith,
} from './judge/delivery-table.js'
export { none, once, oneOf, some } from './judge/questions.js'
export { generated, type Scenario, scenario } from './run/scenario.js'
export type { World } from './run/world.js'
export { NS } from './wire/ns.js'
export { el } from './wire/xml.js'
