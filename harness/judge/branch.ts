import type { ResourceState } from './account-state.js'
import type { Delivery } from './delivery.js'
import type { Fate } from './delivery-table.js'
import { conditionOf } from './pattern.js'

/** The resources that RFC 6121 8.5.2.1 lets a server choose among. */
export const eligible = ({ account }: Delivery): ResourceState[] =>
  account.resources.filter((r) => r.status === 'available' && r.priority >= 0)

/**
 * The permitted fate that a message met, in words that are the same for the same fate in every run: for comparing
 * servers where the delivery rules leave them the choice.
 */
export function branchOf(fate: Fate, delivery: Delivery): string {
  const [error] = delivery.errors
  switch (fate) {
    case 'O':
      return 'stored'
    case 'E':
      return `error ${(error && conditionOf(error.element)) ?? 'without a condition'}`
    case 'S':
      return 'dropped without a word'
    case 'D1+':
      return delivery.receivers.length === 1 && delivery.account.resources.length > 1
        ? 'to one of the connected resources'
        : 'to every connected resource'
    case 'D':
      return delivery.address === 'full-match'
        ? 'to the addressed resource only'
        : 'to the only eligible resource'
    case 'D+A*':
      return 'to the addressed resource and others'
    default:
      return `to ${whom(delivery)}`
  }
}

/** Which of several eligible resources received a message. */
export function whom(delivery: Delivery): string {
  const candidates = eligible(delivery)
  const highest = Math.max(...candidates.map((r) => r.priority))
  const top = candidates.filter((r) => r.priority === highest)
  const got = delivery.receivers.map((r) => r.resource)
  if (got.length === 0) return 'nobody'
  if (!got.every((r) => candidates.includes(r))) return 'a resource that is not eligible'
  if (candidates.length > top.length && got.length === candidates.length) return 'every non-negative resource'
  if (!got.every((r) => top.includes(r))) return 'some that are not the highest'
  if (top.length === 1) return 'the highest'
  if (got.length === top.length) return 'all of the highest'
  return got.length === 1 && got[0] !== undefined
    ? `one of the highest, ${place(got[0], top)}`
    : 'several of the highest, not all'
}

/** Where a resource stands among equals, by when their presence came into force. */
function place(resource: ResourceState, equals: ResourceState[]): string {
  const proofs = equals.map(({ proof = 0 }) => proof)
  const { proof = 0 } = resource
  if (proof === Math.max(...proofs)) return 'the last to announce itself'
  return proof === Math.min(...proofs) ? 'the first to announce itself' : 'neither the first nor the last'
}
