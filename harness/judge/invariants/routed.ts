import type { Account } from './account.js'
import { splitIn } from './disturbance.js'
import { first, NEVER } from './instant.js'
import type { Copy, Instant, Message, Session } from './model.js'
import type { Operations } from './operations.js'
import { type Possible, possible } from './possible.js'

/** A message for a bare JID with all that could have been when it was routed. */
export interface Routed {
  message: Message
  account: Account
  /** The decision fell between the sending and this: the first copy or error read, or the proof that it was processed. */
  until: Instant
  states: Possible[]
  /** The first copy for each session that received it live, so far as can be told. */
  receivers: Map<Session, Copy>
  /** A copy may have waited for a session that broke and may have been resumed: it may come back, or come late. */
  isZombies: boolean
}

/** Whether it is a message that the delivery rules hand to resources of the account (RFC 6121 8.5.2.1.1). */
export const isDeliverable = ({ kind }: Message): boolean => kind !== 'error' && kind !== 'groupchat'

const known = new WeakMap<Operations, Routed[]>()

/** Every message for the bare JID of an account with sessions that was sent once while nodes reached each other, with the states around it. */
export function routedIn(operations: Operations): readonly Routed[] {
  const found = known.get(operations) ?? [...follow(operations)]
  known.set(operations, found)
  return found
}

function* follow(operations: Operations): Generator<Routed> {
  for (const account of operations.accounts.values())
    for (const message of account.messages)
      if (message.sendings === 1 && isDeliverable(message) && !isSplit(operations, message))
        yield routed(operations, account, message)
}

/** Whether nodes were cut off from each other while it was under way or stored: each has its own truth then. */
function isSplit({ options }: Operations, { inv, settled, copies, errors }: Message): boolean {
  const ends = [settled?.t ?? Infinity, ...copies.map(({ seen }) => seen.t), ...errors.map(({ t }) => t)]
  return splitIn(options.disturbed ?? [], inv.t, Math.max(...ends)) !== undefined
}

function routed({ slack }: Operations, account: Account, message: Message): Routed {
  const { inv, copies, errors, settled } = message
  const ends: Instant[] = [...copies.map(({ seen }) => seen), ...errors]
  const until = ends.length > 0 ? ends.reduce(first) : (settled ?? NEVER)
  const states = account
    .around(inv, until)
    .map((session) =>
      session === message.sender
        ? ownState(message, session, until, slack)
        : possible(session, inv, until, slack),
    )
  const receivers = new Map<Session, Copy>()
  for (const copy of copies)
    if (!copy.delayed && !receivers.has(copy.session)) receivers.set(copy.session, copy)
  return { message, account, until, states, receivers, isZombies: isWithZombie(account, message) }
}

/** What a session sends to its own account is processed behind its own presence (RFC 6120 10.1; evidence E3). */
function ownState({ position, inv }: Message, session: Session, until: Instant, slack: number): Possible {
  const around = possible(session, inv, until, slack)
  const { writes } = session
  const begun = writes.findLastIndex((w) => w.position >= 0 && w.position < position)
  const before = writes[begun]
  if (before === undefined || session.streams.length > 1) return around
  const { high, low } = before.state
  const isAlive = inv.n <= (session.streams[0]?.alive.n ?? 0)
  return { session, from: begun, to: isAlive ? begun : around.to, high, low: isAlive ? low : -Infinity }
}

/** Whether a session of the account that may be resumed had broken, or was about to, without coming back. */
function isWithZombie({ around }: Account, { inv, copies, settled }: Message): boolean {
  const until = copies.reduce<Instant>((a, { seen }) => (seen.n > a.n ? seen : a), settled ?? inv)
  return around(inv, until).some(
    ({ resumable, end, streams }) => resumable && (end !== undefined || streams.length > 1),
  )
}

/** Messages that a broken session may have held, so that they may come back. */
export function heldIn(operations: Operations): Set<Message> {
  const held = new Set<Message>()
  for (const { message, isZombies } of routedIn(operations)) if (isZombies) held.add(message)
  return held
}
