import type { Scenario } from '../harness/index.js'
import { carbons } from './carbons/index.js'
import { cuts } from './chaos/cuts/index.js'
import { chaos } from './chaos/index.js'
import { clientDix } from './clients/dix/index.js'
import { clientReconnection } from './clients/reconnection/index.js'
import { clientRedirect } from './clients/redirect/index.js'
import { clientResolution } from './clients/resolution/index.js'
import { clientStreams } from './clients/streams/index.js'
import { clientTransfer } from './clients/transfer/index.js'
import { components } from './components/index.js'
import { authorisation } from './discovery/authorisation/index.js'
import { delivery } from './discovery/delivery/index.js'
import { directed } from './discovery/directed/index.js'
import { dix } from './discovery/dix/index.js'
import { presence } from './discovery/presence/index.js'
import { stanzas } from './discovery/stanzas/index.js'
import { management } from './management/index.js'
import { nodes } from './nodes/index.js'
import { offline } from './offline/index.js'
import { properties } from './properties/index.js'
import { redirect } from './redirect/index.js'
import { restart } from './restart/index.js'
import { services } from './services/index.js'
import { silence } from './silence/index.js'
import { streams } from './streams/index.js'
import { transfer } from './transfer/index.js'

/** Every scenario of every suite. */
export const SCENARIOS: Scenario[] = [
  ...delivery,
  ...presence,
  ...directed,
  ...dix,
  ...stanzas,
  ...components,
  ...redirect,
  ...transfer,
  ...streams,
  ...authorisation,
  ...management,
  ...offline,
  ...nodes,
  ...carbons,
  ...clientDix,
  ...clientRedirect,
  ...clientTransfer,
  ...clientResolution,
  ...clientReconnection,
  ...clientStreams,
  ...services,
  ...properties,
  ...chaos,
  ...cuts,
  ...silence,
  ...restart,
]
