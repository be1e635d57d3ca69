import type { Clock } from './clock.js'

/** A wait that ended without what it waited for. */
export class NotSeen extends Error {
  override readonly name = 'NotSeen'
}

/** The subject ended a connection that the script still needs, or cannot be reached. */
export class SubjectGone extends Error {
  override readonly name = 'SubjectGone'
}

/** The subject does not offer what the scenario is about; the message says what, as a sentence. */
export class Inapplicable extends Error {
  override readonly name = 'Inapplicable'
}

/**
 * Resolves with `promise`, or rejects with {@link NotSeen} after `ms` milliseconds on `clock`.
 * @param what is waited for, for the message: `Waited 2000 ms for …`
 */
export function withDeadline<T>(promise: Promise<T>, ms: number, clock: Clock, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(ms, () => reject(new NotSeen(`Waited ${ms} ms for ${what}.`)))
    promise.then(
      (value) => {
        timer.cancel()
        resolve(value)
      },
      (error) => {
        timer.cancel()
        reject(error)
      },
    )
  })
}
