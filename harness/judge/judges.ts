import { type AlikeArgs, alike } from './alike.js'
import { type BindingArgs, binding } from './binding.js'
import { type ChoiceArgs, choice } from './choice.js'
import { type ClosingArgs, closing } from './closing.js'
import { type DelaysArgs, delays } from './delays.js'
import { type DistinctArgs, distinct } from './distinct.js'
import { type EachArgs, each } from './each.js'
import { type ExchangeArgs, exchange } from './exchange.js'
import { type ExclusionArgs, exclusion } from './exclusion.js'
import { type FormArgs, form } from './form.js'
import { type IdsArgs, ids } from './ids.js'
import { type IndistinctArgs, indistinct } from './indistinct.js'
import { type IntegrityArgs, integrity } from './integrity.js'
import { type InvariantArgs, invariant } from './invariant.js'
import type { Judge } from './judgement.js'
import { type OpeningArgs, opening } from './opening.js'
import { type OrderArgs, order } from './order.js'
import { type OutcomeArgs, outcome } from './outcome.js'
import { type PrioritiesArgs, priorities } from './priorities.js'
import { type ResponseHeaderArgs, responseHeader } from './response-header.js'
import { type RoutingArgs, routing } from './routing.js'
import { type ShownPriorityArgs, shownPriority } from './shown-priority.js'
import { type StreamErrorArgs, streamError } from './stream-error.js'
import { type TlsStartArgs, tlsStart } from './tls-start.js'
import { type TrackingArgs, tracking } from './tracking.js'
import { type TransferArgs, transfer } from './transfer.js'
import { type UnguessableArgs, unguessable } from './unguessable.js'
import { type WalkArgs, walk } from './walk.js'

/** What each judge is asked, by the judge's name. */
export interface JudgeArgs {
  alike: AlikeArgs
  binding: BindingArgs
  choice: ChoiceArgs
  closing: ClosingArgs
  delays: DelaysArgs
  distinct: DistinctArgs
  each: EachArgs
  exchange: ExchangeArgs
  exclusion: ExclusionArgs
  form: FormArgs
  ids: IdsArgs
  indistinct: IndistinctArgs
  integrity: IntegrityArgs
  invariant: InvariantArgs
  opening: OpeningArgs
  order: OrderArgs
  outcome: OutcomeArgs
  priorities: PrioritiesArgs
  'response-header': ResponseHeaderArgs
  routing: RoutingArgs
  'shown-priority': ShownPriorityArgs
  'stream-error': StreamErrorArgs
  'tls-start': TlsStartArgs
  tracking: TrackingArgs
  transfer: TransferArgs
  unguessable: UnguessableArgs
  walk: WalkArgs
}

export type JudgeName = keyof JudgeArgs

/** Every judge, by the name that `check` events carry. */
export const JUDGES: { [Name in JudgeName]: Judge<JudgeArgs[Name]> } = {
  alike,
  binding,
  choice,
  closing,
  delays,
  distinct,
  each,
  exchange,
  exclusion,
  form,
  ids,
  indistinct,
  integrity,
  invariant,
  opening,
  order,
  outcome,
  priorities,
  'response-header': responseHeader,
  routing,
  'shown-priority': shownPriority,
  'stream-error': streamError,
  'tls-start': tlsStart,
  tracking,
  transfer,
  unguessable,
  walk,
}

/** A question to a judge, as plain data. */
export type Question = { [Name in JudgeName]: { judge: Name; args: JudgeArgs[Name] } }[JudgeName]

/** The judge called `name`, or `undefined` for a name from another version of the tool. */
export function judgeNamed(name: string): Judge<unknown> | undefined {
  return Object.hasOwn(JUDGES, name) ? (JUDGES[name as JudgeName] as Judge<unknown>) : undefined
}
