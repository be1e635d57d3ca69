import { expect, test } from 'vitest'
import { systemClock } from './clock.js'

test('a timer of the system clock never fires early', async () => {
  const waits = Array.from({ length: 200 }, (_, i) => 1 + i / 10)
  const spent = await Promise.all(
    waits.map((ms) => {
      const start = systemClock.now()
      return new Promise<number>((resolve) =>
        systemClock.after(ms, () => resolve(systemClock.now() - start - ms)),
      )
    }),
  )
  expect(Math.min(...spent)).toBeGreaterThanOrEqual(0)
})

test('a cancelled timer does not fire', async () => {
  let fired = 0
  const timer = systemClock.after(1, () => fired++)
  timer.cancel()
  await new Promise<void>((resolve) => systemClock.after(5, resolve))
  expect(fired).toBe(0)
})
