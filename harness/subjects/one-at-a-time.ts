/**
 * `action`, begun only when the call before it is over. Control programs of servers may not be run side by side: two
 * of ejabberd's that take the same name by chance fail.
 */
export function oneAtATime<Args extends unknown[], Result>(
  action: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  let before: Promise<unknown> = Promise.resolve()
  return (...args) => {
    const now = before.then(() => action(...args))
    before = now.catch(() => undefined)
    return now
  }
}
