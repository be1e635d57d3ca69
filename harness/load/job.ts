import type { Account } from '../actors/login.js'
import type { Endpoint } from '../core/link.js'

/** One load: who pings whom, how often. Plain data, because it goes to another process. */
export interface LoadJob {
  endpoint: Endpoint
  domain: string
  security: 'tls' | 'clear'
  /** The account that all instances of the service share. */
  service: Account
  /** One account for each client. */
  clients: Account[]
  instances: number
  pings: number
  /** How many times, evenly spread over the pings, another instance becomes the top one. */
  handovers: number
}

/** What a load brought. */
export interface LoadFigures {
  pings: number
  /** Pings without a pong. */
  lost: number
  /** Pongs beyond the first of a ping, or without one. */
  surplus: number
  /** Instances that answered at least one ping. */
  answering: number
  /** From the first ping to the last pong, ms. */
  duration: number
  /** Time from ping to pong, ms. */
  latency: { p50: number; p99: number; most: number }
}
