import type { Connection, Seen } from '../history.js'

/** An instant of the journal: number and time (ms) of an event. */
export interface Instant {
  n: number
  t: number
}

/** One stream of a session; a resumed session (XEP-0198 section 5) has several. */
export interface Stream {
  connection: Connection
  /** The bind result, or `<resumed/>`, was read. */
  from: Instant
  /** When the last IQ that was answered on this stream was sent: until then the server surely served the session here. */
  alive: Instant
  /** Positions in the session's `sent` and `received` where this stream's elements begin. */
  sentFrom: number
  receivedFrom: number
}

/** An IQ to the own server or account that was answered: all sent before it had been processed (evidence E2). */
export interface Barrier {
  asked: Instant
  /** Position of the request in the session's `sent`. */
  position: number
  answer: Instant
}

/**
 * What a session is for the routing of bare JIDs. Priorities are a range only where the bytes leave them open;
 * whoever isn't available has −∞.
 */
export interface State {
  status: 'connected' | 'available' | 'away' | 'gone'
  low: number
  high: number
}

/** A change of a session's state: it takes effect between `inv` and `prf`, and after the one before it. */
export interface Write {
  state: State
  inv: Instant
  /** It had taken effect by then, or never would; absent: perhaps never. */
  prf?: Instant
  /** The server had surely processed it: E2, or else E1. */
  proof?: Instant
  /** The presence that was sent, and the one that was reflected; absent for ends, and for what was bound. */
  sent?: Seen
  mark?: string
  shown?: Seen
  /** Position in the session's `sent`, −1 for what no stanza of the session caused. */
  position: number
}

/** How a session's last stream ended. */
export type EndHow = 'close' | 'fin' | 'reset' | 'silence' | 'server' | 'kick' | 'break'

/** A bound resource, from binding to end: the same full JID bound again is another session (an *epoch*). */
export interface Session {
  /** Connection id of its first stream. */
  id: string
  jid: string
  bare: string
  /** The bind request was sent, and its result read. */
  asked: Instant
  bound: Instant
  streams: Stream[]
  sent: Seen[]
  received: Seen[]
  barriers: Barrier[]
  /** Changes of its state in order; the first is binding, the last its end. */
  writes: Write[]
  /** Whether a broken stream may be resumed. */
  resumable: boolean
  /** What ended it, if anything did before the history ends. */
  end?: Instant & { how: EndHow }
}

/** A copy of a message that a session received. */
export interface Copy {
  session: Session
  seen: Seen
  /** Position in the session's `received`. */
  position: number
  /** It carries a delay (XEP-0203): it was stored. */
  delayed: boolean
}

export type MessageKind = 'normal' | 'chat' | 'groupchat' | 'headline' | 'error'

/** A message that a session sent, and what became of it. */
export interface Message {
  mark: string
  id: string | undefined
  sender: Session
  /** The first sending; more than one where a resumed stream sends again. */
  inv: Seen
  sendings: number
  /** Position of the first sending in the sender's `sent`. */
  position: number
  to: string
  /** `to` without its resource. */
  account: string
  /** Whether `to` has a resource. */
  address: 'bare' | 'full'
  kind: MessageKind
  /** The Echo payload of DIX, if it has one. */
  echo?: 'ping' | 'pong'
  copies: Copy[]
  /** Errors that the server sent back. */
  errors: Seen[]
  /** Copies inside a carbon (XEP-0280). */
  carbons: { session: Session; seen: Seen }[]
  /** The server had surely processed it: a later IQ on the same stream was answered. */
  settled?: Instant
}

/** A directed presence that a session sent: of no type (`on`) or unavailable (`off`). */
export interface Directed {
  session: Session
  sent: Seen
  mark: string | undefined
  position: number
  to: string
  is: 'on' | 'off'
  prf?: Instant
}

/** A presence that a session read from a full JID. */
export interface Notice {
  seen: Seen
  position: number
  from: string
  is: 'available' | 'unavailable'
  mark: string | undefined
}
