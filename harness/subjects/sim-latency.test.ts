import { expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import { startSubject } from './start.js'

/** Virtual milliseconds that a connection to a fresh simulation takes. */
async function connecting(specifier: string): Promise<number> {
  const subject = await startSubject(specifier, systemClock, new AbortController().signal, 1)
  try {
    const before = subject.clock.now()
    const dialling = subject.network.dial(subject.endpoint)
    await (subject.clock.watch?.(dialling) ?? dialling)
    return subject.clock.now() - before
  } finally {
    await subject.stop()
  }
}

test('a simulation takes no time on its network, or as much as is asked for', async () => {
  expect(await connecting('sim')).toBe(0)
  expect(await connecting('sim?latency=7')).toBe(7)
  expect(await connecting('sim?nodes=2&latency=7')).toBe(7)
})
