import type { Scenario } from '../../../harness/index.js'
import { addresses } from './addresses.js'
import { bareIq } from './bare-iq.js'
import { binding } from './binding.js'
import { errors } from './errors.js'
import { from } from './from.js'
import { fullJid } from './full-jid.js'
import { ids } from './ids.js'
import { iq } from './iq.js'
import { missingAccount } from './missing-account.js'
import { order } from './order.js'
import { partial } from './partial.js'
import { ping } from './ping.js'
import { presenceDelivery } from './presence-delivery.js'
import { types } from './types.js'

export const stanzas: Scenario[] = [
  ...binding,
  ...partial,
  ...addresses,
  ...from,
  ...ids,
  ...iq,
  ...ping,
  ...errors,
  ...order,
  ...missingAccount,
  ...presenceDelivery,
  ...fullJid,
  ...bareIq,
  ...types,
]
