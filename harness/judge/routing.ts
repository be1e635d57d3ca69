import type { Verdict } from '../core/verdict.js'
import type { ResourceState } from './account-state.js'
import { branchOf } from './branch.js'
import { type Delivery, followMessage, senderClosure } from './delivery.js'
import { type DeliveryCase, deliveryCase, type Fate } from './delivery-table.js'
import { type Judge, judgement } from './judgement.js'
import { conditionOf } from './pattern.js'

/** What the judge `routing` is asked: the fate of the message with this mark. */
export interface RoutingArgs {
  mark: string
  /** The requirement's case as the scenario meant it; another one in the bytes makes the judge abstain. */
  means: Pick<DeliveryCase, 'address' | 'state' | 'type'>
}

const SAYS: Record<Fate, string> = {
  O: 'The message is stored for later delivery.',
  E: 'The sender receives an error (service-unavailable).',
  S: 'The message is dropped without a word.',
  D: 'The addressed or only eligible resource receives it, once.',
  M: 'One or more of the non-negative resources, by the server’s own choice, receive it, once each.',
  A: 'Every non-negative resource receives it, once.',
  'A*': 'Every non-negative resource that opted in receives it, once.',
  'D+A*': 'The addressed resource receives it, and other non-negative ones if they opted in.',
  'D1+': 'At least one connected resource receives it.',
}

/**
 * Compares the fate of one message with the delivery table (RFC 6121 8.5). The state of every resource, the
 * receivers and the silence of all others are read from the bytes. Sound: it fails only when every resource's
 * state was proven before the message and every stream carried a fence behind it.
 * Copies to negative and merely connected resources beside an eligible one are judged by other requirements.
 */
export const routing: Judge<RoutingArgs> = (history, { mark, means }) => {
  const wanted = deliveryCase(means.address, means.state, means.type)
  const expected = (wanted?.accept ?? []).map((fate) => SAYS[fate])
  const delivery = followMessage(history, mark)
  if (typeof delivery === 'string')
    return judgement('inconclusive', { expected, actual: 'not sent', explanation: delivery })
  const { address, state, type } = delivery
  const said = {
    expected,
    actual: describe(delivery),
    evidence: delivery.evidence,
    closure: senderClosure(delivery),
  }
  if (wanted === undefined || address !== means.address || state !== means.state || type !== means.type)
    return judgement('inconclusive', {
      ...said,
      explanation: `The bytes show the case ${address}/${state}/${type}, not ${means.address}/${means.state}/${means.type}.`,
    })
  if (delivery.doubts.length > 0)
    return judgement('inconclusive', { ...said, explanation: delivery.doubts.join(' ') })
  const found = wanted.accept.find((fate) => FITS[fate](delivery))
  const where = `A message of type ${type} to a ${address === 'bare' ? 'bare' : 'full'} JID (${state}${address === 'bare' ? '' : `, ${address}`})`
  if (found === undefined && isSilent(delivery) && wanted.accept.includes('O') && !delivery.notStored)
    return judgement('inconclusive', {
      ...said,
      explanation: `${where} brought nothing, and no later resource of the account shows whether it was stored.`,
    })
  if (found === undefined)
    return judgement('fail', {
      ...said,
      deviation: deviation(delivery),
      explanation: `${where}: ${said.actual}`,
    })
  return judgement(grade(found, delivery), {
    ...said,
    deviation: lax(found, delivery),
    explanation: `${where}: ${said.actual}`,
    ...(wanted.accept.length > 1 ? { branch: branchOf(found, delivery) } : {}),
  })
}

const available = (r: ResourceState) => r.status === 'available'
const nonNegative = (d: Delivery) => d.account.resources.filter((r) => available(r) && r.priority >= 0)
const receiving = (d: Delivery) => d.receivers.map((r) => r.resource)
const eligibleReceivers = (d: Delivery) => receiving(d).filter((r) => nonNegative(d).includes(r))
const tied = (d: Delivery) => new Set(nonNegative(d).map((r) => r.priority)).size === 1
const once = (d: Delivery) => d.receivers.every((r) => r.copies.length === 1)
const unanswered = (d: Delivery) => d.errors.length === 0 && d.stored === undefined
const isSilent = (d: Delivery) => d.receivers.length === 0 && unanswered(d)
const live = (d: Delivery) => once(d) && unanswered(d)

const FITS: Record<Fate, (delivery: Delivery) => boolean> = {
  O: (d) => d.receivers.length === 0 && d.errors.length === 0 && d.stored !== undefined,
  E: (d) => d.receivers.length === 0 && d.errors.length === 1 && d.stored === undefined,
  S: isSilent,
  D: (d) =>
    live(d) &&
    (d.address === 'full-match'
      ? receiving(d).length === 1 && receiving(d)[0]?.jid === d.to
      : eligibleReceivers(d).length === 1 && nonNegative(d).length === 1),
  M: (d) =>
    live(d) &&
    eligibleReceivers(d).length > 0 &&
    (eligibleReceivers(d).length < nonNegative(d).length || tied(d)),
  A: (d) => live(d) && eligibleReceivers(d).length === nonNegative(d).length,
  'A*': (d) => live(d) && eligibleReceivers(d).length === nonNegative(d).length,
  'D+A*': (d) =>
    live(d) &&
    receiving(d).some((r) => r.jid === d.to) &&
    receiving(d).every((r) => r.jid === d.to || nonNegative(d).includes(r)),
  'D1+': (d) => live(d) && d.receivers.length > 0,
}

function grade(fate: Fate, delivery: Delivery): Verdict {
  return lax(fate, delivery) === '' ? 'pass' : 'pass-lax'
}

function lax(fate: Fate, delivery: Delivery): string {
  const condition = delivery.errors[0] && conditionOf(delivery.errors[0].element)
  if (fate === 'E' && condition !== 'service-unavailable')
    return `the error is ${condition ?? 'without a condition'}`
  if (fate === 'A*' || fate === 'D+A*') return 'resources received a chat message they had not opted in to'
  return ''
}

function deviation(delivery: Delivery): string {
  const parts = shapes(delivery)
  if (!once(delivery)) parts.push('more than one copy to a resource')
  return parts.join(' and ')
}

function shapes(d: Delivery): string[] {
  const parts: string[] = []
  if (d.receivers.length > 0)
    parts.push(`delivered to ${d.address === 'full-no-match' ? 'another resource' : whom(d)}`)
  if (d.errors.length > 0) parts.push(d.errors.length > 1 ? 'more than one error' : 'an error')
  if (d.stored !== undefined) parts.push('stored')
  return parts.length === 0 ? ['silence'] : parts
}

function whom(d: Delivery): string {
  if (eligibleReceivers(d).length === 0) return 'a resource that is not eligible'
  return eligibleReceivers(d).length < nonNegative(d).length
    ? 'some eligible resources'
    : 'the eligible resources'
}

/** One sentence on what became of the message. */
export function describe(d: Delivery): string {
  const who = d.receivers.map(
    ({ resource, copies }) =>
      `${resource.connection.id} (${available(resource) ? `priority ${resource.priority}` : 'connected only'}) received ${copies.length === 1 ? 'it' : `it ${copies.length} times`}`,
  )
  const errors = d.errors.map(
    (e) => `the sender received the error ${conditionOf(e.element) ?? 'without a condition'}`,
  )
  const stored = d.stored === undefined ? [] : ['a resource that came later received it from storage']
  const parts = [...who, ...errors, ...stored]
  const others = d.account.resources.map((r) => (available(r) ? String(r.priority) : 'connected')).join(', ')
  return `${parts.length === 0 ? 'nobody received anything' : parts.join('; ')}. Resources: ${others === '' ? 'none' : others}.`
}
