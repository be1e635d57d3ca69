import { NS } from '../wire/ns.js'
import type { Connection, History, Seen } from './history.js'
import { bare, conditionOf, markOf } from './pattern.js'
import { child, text } from './xml.js'

/** What one resource of an account is at an instant, as far as the bytes prove it. */
export interface ResourceState {
  connection: Connection
  jid: string
  status: 'connected' | 'available'
  /** Presence priority the server routes by: the reflected one where it was reflected (RFC 6121 4.7.2.3). */
  priority: number
  /** Event that proves that the server had processed the last change; absent if nothing proves it. */
  proof?: number
}

/** The resources of an account around one instant, and what is uncertain about them. */
export interface AccountState {
  known: 'made' | 'absent' | 'unknown'
  resources: ResourceState[]
  /** Sentences; empty when the whole state is proven and does not change in the window. */
  doubts: string[]
  /** Events that prove it. */
  evidence: number[]
}

/**
 * The state of the account `jid` that a stanza sent at event `at` and routed before event `until` must meet.
 * A presence counts as processed when its reflection (E1) or the answer to a later IQ on the same stream (E2,
 * RFC 6120 10.1) was received before `at`.
 */
export function accountState(history: History, jid: string, at: number, until: number): AccountState {
  const state: AccountState = {
    known: history.accounts.get(jid) ?? 'unknown',
    resources: [],
    doubts: [],
    evidence: [],
  }
  for (const connection of history.connections) {
    if (connection.jid === undefined || bare(connection.jid) !== jid) continue
    const { boundAt = 0, id } = connection
    if (boundAt > until) continue
    const { closeSent = Infinity, ended } = connection
    const end = Math.min(closeSent, ended?.n ?? Infinity, silenceOf(history, connection, at))
    if (boundAt > at) state.doubts.push(`${id} was bound while the stanza was under way.`)
    else if (end <= at) afterEnd(history, connection, end, at, state)
    else {
      if (end <= until) state.doubts.push(`${id} ended while the stanza was under way.`)
      state.resources.push(live(connection, connection.jid, at, until, state))
    }
  }
  return state
}

function live(
  connection: Connection,
  jid: string,
  at: number,
  until: number,
  state: AccountState,
): ResourceState {
  const writes = connection.sent.filter((s) => isBroadcast(s))
  if (writes.some((w) => w.n > at && w.n <= until))
    state.doubts.push(`${connection.id} changed its presence while the stanza was under way.`)
  const last = writes.filter((w) => w.n <= at).at(-1)
  if (last === undefined) return { connection, jid, status: 'connected', priority: 0 }
  const proof = proofOf(connection, last, at)
  if (proof === undefined)
    state.doubts.push(`Nothing proves that the last presence of ${connection.id} was processed.`)
  else state.evidence.push(last.n, proof.n)
  const available = last.element.attrs.type === undefined
  return {
    connection,
    jid,
    status: available ? 'available' : 'connected',
    priority: priorityOf(proof?.element.name === 'presence' ? proof : last),
    ...(proof === undefined ? {} : { proof: proof.n }),
  }
}

function afterEnd(
  history: History,
  connection: Connection,
  end: number,
  at: number,
  state: AccountState,
): void {
  const proof =
    connection.closeReceived !== undefined && connection.closeReceived < at
      ? connection.closeReceived
      : endProof(history, connection.jid ?? '', end, at)
  if (proof === undefined)
    state.doubts.push(`Nothing proves that the server had noticed the end of ${connection.id}.`)
  else state.evidence.push(proof)
}

/** Since when the client hangs; not at all if it goes on by `at`, and nobody was told meanwhile that it is gone. */
function silenceOf(history: History, { jid = '', silent, awake = Infinity }: Connection, at: number): number {
  if (silent === undefined) return Infinity
  const goesOn = awake <= at && endProof(history, jid, silent, awake) === undefined
  return goesOn ? Infinity : silent
}

/** E7: an unavailable from the full JID, or service-unavailable to an IQ sent to it, shows that it is gone. */
function endProof(history: History, jid: string, after: number, before: number): number | undefined {
  for (const connection of history.connections)
    for (const { n, element } of connection.received) {
      if (n <= after || n >= before || element.attrs.from !== jid) continue
      const gone =
        (element.name === 'presence' && element.attrs.type === 'unavailable') ||
        (element.name === 'iq' && conditionOf(element) === 'service-unavailable')
      if (gone) return n
    }
  return undefined
}

/** A presence without `to` and of no type, or of type unavailable, sets the resource's state (RFC 6121 4). */
function isBroadcast({ element }: Seen): boolean {
  const { to, type } = element.attrs
  return element.name === 'presence' && to === undefined && (type === undefined || type === 'unavailable')
}

function proofOf(connection: Connection, write: Seen, before: number): Seen | undefined {
  const mark = markOf(write.element)
  const later = connection.received.filter((s) => s.n > write.n && s.n < before)
  const reflection = later.find(
    (s) =>
      mark !== undefined &&
      s.element.name === 'presence' &&
      s.element.attrs.from === connection.jid &&
      markOf(s.element) === mark,
  )
  return reflection ?? later.find((s) => answersLaterIq(connection, write, s))
}

function answersLaterIq(connection: Connection, write: Seen, answer: Seen): boolean {
  const { name, attrs } = answer.element
  if (name !== 'iq' || (attrs.type !== 'result' && attrs.type !== 'error')) return false
  return connection.sent.some(
    (s) =>
      s.n >= write.n &&
      s.element.name === 'iq' &&
      s.element.attrs.id === attrs.id &&
      s.element.attrs.to === undefined,
  )
}

/** The priority inside a presence; 0 when there is none (RFC 6121 4.7.2.3). */
function priorityOf({ element }: Seen): number {
  const priority = child(element, 'priority', NS.client)
  return priority === undefined ? 0 : Number.parseInt(text(priority), 10) || 0
}
