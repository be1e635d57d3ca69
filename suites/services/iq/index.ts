import type { Scenario } from '../../../harness/index.js'
import { addresses } from './addresses.js'
import { requests } from './requests.js'
import { unanswered } from './unanswered.js'

/** What every XMPP entity does with stanzas, as it holds for services. */
export const serviceIq: Scenario[] = [...requests, ...unanswered, ...addresses]
