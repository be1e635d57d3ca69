import type { Scenario } from '../../../harness/index.js'
import { disco } from './disco.js'
import { leaks } from './leaks.js'
import { owedErrors } from './owed-errors.js'
import { siblings } from './siblings.js'
import { subscriptions } from './subscriptions.js'

/** What those who may know of a resource are told, and what strangers must not learn. */
export const authorisation: Scenario[] = [...disco, ...leaks, ...owedErrors, ...subscriptions, ...siblings]
