/** What became of pings that were sent to a service's bare JID; each is counted once, `doubled` and `misrouted` beside that. */
export interface PingFates {
  sent: number
  /** Read by an instance when it was sent. */
  delivered: number
  /** Read later, by who came then. */
  stored: number
  /** Sent back as an error. */
  returned: number
  /** Processed by the subject, and never seen again: also where the instance it was given to ended at that moment. */
  lost: number
  /** Nothing shows that the subject processed it, or what it did with it. */
  inDoubt: number
  /** Read more than once by the same session. */
  doubled: number
  /** Read by somebody who cannot have been among the top, where the subject delivers by priority. */
  misrouted: number
}

/** Nothing was sent. */
export const NO_PINGS: Readonly<PingFates> = {
  sent: 0,
  delivered: 0,
  stored: 0,
  returned: 0,
  lost: 0,
  inDoubt: 0,
  doubled: 0,
  misrouted: 0,
}

/** What was measured in drawn workloads, and after which ends of an instance. */
export interface Measured {
  /**
   * `notice`: from the end of a session to the unavailable presence at somebody it had sent directed presence to, ms.
   * `failover`: after the end of the instance that the last ping had gone to, from the first ping sent then to the
   * first one sent then that another instance reads, ms. `lost-pings`: how many were sent before that one.
   */
  of: 'notice' | 'failover' | 'lost-pings'
  /** How the session ended: as named in the history, for example `reset`. */
  after: string
  value: number
}

/** One scope's numbers. */
export interface ScopeMetrics {
  pings: PingFates
  measured: Measured[]
}

/** The values of one measure after one kind of end. */
export interface Distribution {
  of: Measured['of']
  after: string
  samples: number
  least: number
  median: number
  p90: number
  p99: number
  most: number
  /** How many values are at most so much, and above the bound before. */
  histogram: { upTo: number; samples: number }[]
}

/** The numbers of all drawn workloads of a run. */
export interface Metrics {
  workloads: number
  pings: PingFates
  distributions: Distribution[]
}
