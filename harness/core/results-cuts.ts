import type { Verdict } from './verdict.js'

/** What passed one way over one connection, and where it can be cut. */
export interface FlowPlaces {
  /** Who connected, and the number of its connection, from 1. */
  as: string
  connection: number
  direction: 'to-server' | 'to-client'
  bytes: number
  /** In order: how many bytes have passed, and what ends there. `element` is the number of a first-level element. */
  places: { at: number; what: string; element?: number }[]
}

/** How many of the points there are were played. */
export interface Played {
  points: number
  played: number
}

/** One place of a flow, with the bytes before it back to the place before. */
export interface CutCell {
  at: number
  what: string
  /** The worst of all cuts that were played here; `untested` when none was. */
  verdict: Verdict
  /** Cuts played right at the place, and at bytes before it. */
  played: { here: number; before: number }
  /** What failed or stayed open here: the example's path, and the requirements. */
  found: { path: string; verdict: Verdict; requirements: string[] }[]
}

/** The places of one flow, in order. */
export interface CutStrip {
  as: string
  connection: number
  direction: 'to-server' | 'to-client'
  bytes: number
  cells: CutCell[]
}

/** How much of one exchange was cut. */
export interface CutCoverage {
  scenario: string
  /** Every place by every kind of cut. */
  places: Played
  /** Every other byte by every kind of cut. */
  bytes: Played
  strips: CutStrip[]
}
