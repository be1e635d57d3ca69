import type { Action, Direction } from './schedule.js'

/** What a fault proxy did, for the timeline. */
export interface FaultEvent {
  /** On the proxy's clock, ms. */
  time: number
  /** Number of the connection, from 1. */
  connection: number
  /** Place of the fault in the schedule, from 1. */
  fault: number
  action: Action['do']
  direction: Direction
  /** A lasting action begins and ends; the others are over at once. */
  band: 'begin' | 'end' | 'instant'
}
