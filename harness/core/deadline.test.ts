import { expect, test } from 'vitest'
import type { Clock } from './clock.js'
import { NotSeen, withDeadline } from './deadline.js'

/** A clock whose timers fire when the test says so. */
function handClock() {
  const pending = new Set<() => void>()
  const clock: Clock = {
    now: () => 0,
    wall: () => 0,
    after: (_, action) => {
      pending.add(action)
      return { cancel: () => void pending.delete(action) }
    },
  }
  return { clock, pending, fire: () => [...pending].forEach((action) => void action()) }
}

test('what comes in time is passed on, and the timer is stopped', async () => {
  const { clock, pending } = handClock()
  await expect(withDeadline(Promise.resolve(7), 10, clock, 'it')).resolves.toBe(7)
  expect(pending.size).toBe(0)
})

test('a failure is passed on, and the timer is stopped', async () => {
  const { clock, pending } = handClock()
  await expect(withDeadline(Promise.reject(new RangeError('no')), 10, clock, 'it')).rejects.toThrow(
    RangeError,
  )
  expect(pending.size).toBe(0)
})

test('the deadline names what was waited for', async () => {
  const { clock, fire } = handClock()
  const waiting = withDeadline(new Promise(() => undefined), 10, clock, 'a pong')
  fire()
  await expect(waiting).rejects.toThrow(new NotSeen('Waited 10 ms for a pong.'))
})
