import type { Role, Strength } from './requirement.js'

/** How a session is ended from outside: each is a death that a server notices in a time of its own. */
export const SESSION_ENDS = [
  'unavailable',
  'close',
  'stream-error',
  'fin',
  'reset',
  'kick',
  'silence',
  'black-hole',
] as const

/** How the server itself is ended: each is noticed by its clients, in a time of its own. */
export const SERVER_ENDS = ['server-stop', 'server-kill'] as const

/** An order to the server to end, or the death of its processes. */
export type ServerEnd = (typeof SERVER_ENDS)[number]

/**
 * `unavailable` presence, which leaves the stream open; the `close` of the stream by its end tag, behind a
 * `stream-error` of the client or not; a TCP `fin` or `reset` without it; a `kick`, the order of an administrator; `silence`
 * of a client that hangs while its connection stays, or a `black-hole` between it and the server, in which all packets
 * are lost: both end its session only once the server notices.
 */
export type SessionEnd = (typeof SESSION_ENDS)[number]

/** What the subject did in one scenario where the clause leaves it the choice. */
export interface TakenBranch {
  scenario: string
  /** The tabled values the scenario ran with, if it has any. */
  parameters?: unknown
  /** The branches taken, in the order asked; in wordings that stay the same from run to run. */
  branches: string[]
  /** Numbers of the journal events that show them, ascending. */
  evidence: number[]
}

/** Where a clause leaves a choice: what the subject made of it. */
export interface Choice {
  requirement: string
  role: Role
  strength: Strength
  clause: string
  says: string
  taken: TakenBranch[]
}

/** A journal event that a time was taken from. */
export interface Moment {
  /** The connection, `actor/epoch`. */
  conn: string
  /** Number of the journal event. */
  n: number
  /** Milliseconds since the start of the run; virtual ones on `sim`. */
  t: number
}

/**
 * One session's end, and when somebody was told of it by unavailable presence; or the end of the server, and when a
 * client learned of it by its own stream.
 */
export interface NoticedEnd {
  end: SessionEnd | ServerEnd
  /** The end: the bytes that caused it, the end of the connection, or the order. */
  ended: Moment
  /** The unavailable presence as the observer received it; the first sign of the end on a client's own connection. */
  told: Moment
  /** From the one to the other, ms. */
  ms: number
  /** How often the observer was told of this one end. */
  copies: number
}

/** How long it took until the ends of one kind were noticed, over the scopes of a run. */
export interface TimeToNotice {
  end: SessionEnd | ServerEnd
  /** Milliseconds. */
  median: number
  least: number
  most: number
  /** How often one observer was told of one end: the fewest and the most. */
  copies: { least: number; most: number }
  /** What the times were taken from. */
  samples: (Omit<NoticedEnd, 'end'> & { scenario: string })[]
}

/** How a subject behaves where the specifications leave it the choice. */
export interface BehaviourProfile {
  choices: Choice[]
  notice: TimeToNotice[]
}
