import { type AccountState, accountState, type ResourceState } from './account-state.js'
import { type Address, MESSAGE_TYPES, type MessageType, type State } from './delivery-table.js'
import { type Connection, closureOf, type History, type Seen } from './history.js'
import { bare, markOf } from './pattern.js'
import { barrierAt, sentMark } from './window.js'

/** What became of one message, as the bytes of all connections tell. */
export interface Delivery {
  message: Seen
  sender: Connection
  to: string
  type: MessageType
  address: Address
  state: State
  account: AccountState
  /** Resources that received the message, with every copy. */
  receivers: { resource: ResourceState; copies: Seen[] }[]
  /** Errors that the sender received for it. */
  errors: Seen[]
  /** A resource that came later received it: it had been stored. */
  stored?: Seen
  /** Connections of the account that came later, and had received everything stored, without the message. */
  notStored: boolean
  /** What is not proven, as sentences; empty when the fate is certain. */
  doubts: string[]
  evidence: (number | undefined)[]
}

/**
 * Follows the message with `mark` through the history. Every connection must have received a fence sent behind
 * the message by the same sender: deliveries between two entities keep their order (RFC 6120 10.1), so what has
 * not arrived before the fence will not arrive.
 * @returns a sentence when the message was never sent
 */
export function followMessage(history: History, mark: string): Delivery | string {
  const sent = sentMark(history, mark)
  if (sent === undefined) return 'The message was never sent.'
  const { connection: sender, seen: message } = sent
  const to = message.element.attrs.to ?? bare(sender.jid ?? '')
  const type = messageType(message)
  const fences = sender.sent.filter((s) => s.n >= message.n && s !== message && isFence(s))
  const settled = settledAt(sender, fences)
  const account = accountState(history, bare(to), message.n, settled?.n ?? message.n)
  const doubts = [...account.doubts]
  if (settled === undefined) doubts.push('The sender never received its own fence, so more could have come.')
  const receivers = account.resources.map((resource) => {
    const copies = resource.connection.received.filter((s) => s.n > message.n && isCopy(s, mark, type))
    const fence = fenceAt(resource.connection, fences)
    if (fence === undefined && resource.connection !== sender)
      doubts.push(`${resource.connection.id} never received the fence sent to its full JID.`)
    return { resource, copies, fence }
  })
  const errors = sender.received.filter(
    (s) =>
      s.n > message.n &&
      // An error that names the message is its answer whenever it comes; others could belong to something later.
      (s.n <= (settled?.n ?? Infinity) || s.element.attrs.id === message.element.attrs.id) &&
      isErrorFor(s, message, to),
  )
  const later = history.connections.filter(
    (c) => c.jid !== undefined && bare(c.jid) === bare(to) && (c.boundAt ?? 0) > (settled?.n ?? Infinity),
  )
  const stored = later.flatMap((c) => c.received).find((s) => isCopy(s, mark, type))
  const notStored = stored === undefined && later.some((c) => c.received.some((s) => isFence(s)))
  return {
    message,
    sender,
    to,
    type,
    address: addressOf(to, account),
    state: stateOf(account),
    account,
    receivers: receivers.filter((r) => r.copies.length > 0),
    errors,
    ...(stored === undefined ? {} : { stored }),
    notStored,
    doubts,
    evidence: [
      ...account.evidence,
      message.n,
      ...receivers.flatMap((r) => [...r.copies.map((c) => c.n), r.fence?.n]),
      ...errors.map((e) => e.n),
      stored?.n,
      settled?.n,
    ],
  }
}

/** How the sender's own stream stood, for the closure axis. */
export const senderClosure = (delivery: Delivery) => closureOf(delivery.sender)

function isFence({ element }: Seen): boolean {
  return element.name === 'message' && isFenceId(markOf(element))
}

const isFenceId = (id: string | undefined) => id?.startsWith('fence-') ?? false

/** A copy of the message, not an error that carries its payload back. */
function isCopy({ element }: Seen, mark: string, type: MessageType): boolean {
  return (
    element.name === 'message' &&
    markOf(element) === mark &&
    (element.attrs.type === 'error') === (type === 'error')
  )
}

function isErrorFor({ element }: Seen, message: Seen, to: string): boolean {
  if (element.name !== 'message' || element.attrs.type !== 'error' || isFenceId(element.attrs.id))
    return false
  return element.attrs.id === message.element.attrs.id || bare(element.attrs.from ?? '') === bare(to)
}

function fenceAt(connection: Connection, fences: Seen[]): Seen | undefined {
  for (const fence of fences) {
    const arrived =
      fence.element.attrs.to === connection.jid && barrierAt(connection, markOf(fence.element) ?? '')
    if (arrived) return arrived
  }
  return undefined
}

function settledAt(sender: Connection, fences: Seen[]): Seen | undefined {
  return fenceAt(sender, fences)
}

function messageType({ element }: Seen): MessageType {
  const type = element.attrs.type ?? 'normal'
  // An unknown or absent type is handled as normal (RFC 6121 5.2.2).
  return MESSAGE_TYPES.find((t) => t === type) ?? 'normal'
}

function addressOf(to: string, account: AccountState): Address {
  if (!to.includes('/')) return 'bare'
  return account.resources.some((r) => r.jid === to) ? 'full-match' : 'full-no-match'
}

function stateOf(account: AccountState): State {
  if (account.known === 'absent') return 'no-account'
  if (account.resources.length === 0) return 'no-resource'
  const available = account.resources.filter((r) => r.status === 'available')
  if (available.length === 0) return 'connected-only'
  const count = available.filter((r) => r.priority >= 0).length
  return count === 0 ? 'negative-only' : count === 1 ? 'one-nonneg' : 'many-nonneg'
}
