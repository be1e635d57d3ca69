/** A cancellable timer handle. */
export interface Timer {
  /** Stops the timer; does nothing when it has fired already. */
  cancel(): void
}

/**
 * Time as the suite and the reference see it. Everything that waits or stamps takes a `Clock`, so the same
 * code runs on real time and on a virtual clock. All values are milliseconds.
 */
export interface Clock {
  /** Milliseconds since an arbitrary fixed instant; never goes backwards. */
  now(): number
  /** Wall-clock milliseconds since the Unix epoch, for certificates and report headings only. */
  wall(): number
  /** Calls `action` once, `ms` from now. */
  after(ms: number, action: () => void): Timer
  /**
   * Where time is virtual: it stands still until the function returned is called. For work that the clock can't
   * see, such as files, sockets and the thread pool; see {@link offTheClock}.
   */
  hold?(): () => void
  /** Where time is virtual: `work`, which rejects when nothing is left that could let it come to an end. */
  watch?<T>(work: Promise<T>): Promise<T>
}

/** Does `work` in real time; virtual time stands still meanwhile. */
export async function offTheClock<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  const release = clock.hold?.()
  try {
    return await work()
  } finally {
    release?.()
  }
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(ms, action) {
    const due = performance.now() + ms
    // A timer of Node can fire up to a millisecond early, which a judge would take for too short a wait.
    const fire = () => {
      const left = due - performance.now()
      if (left <= 0) action()
      else handle = setTimeout(fire, Math.ceil(left))
    }
    let handle = setTimeout(fire, ms)
    return { cancel: () => clearTimeout(handle) }
  },
}
