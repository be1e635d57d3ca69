import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { offTheClock, systemClock } from './clock.js'
import { VirtualClock } from './virtual-clock.js'

const passed = (clock: VirtualClock, ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve))
const immediate = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a virtual clock', () => {
  test('jumps over waits, and tells their length', async () => {
    const clock = new VirtualClock()
    const began = systemClock.now()
    await passed(clock, 86_400_000)
    await passed(clock, 0.25)
    expect(clock.now()).toBe(86_400_000.25)
    expect(systemClock.now() - began).toBeLessThan(5000)
  })

  test('fires timers of one instant in the order in which they were made', async () => {
    const clock = new VirtualClock()
    const fired: string[] = []
    clock.after(20, () => fired.push('late'))
    clock.after(10, () => fired.push('a'))
    clock.after(10, () => fired.push('b'))
    clock.after(5, () => clock.after(5, () => fired.push('c')))
    const cancelled = clock.after(10, () => fired.push('cancelled'))
    cancelled.cancel()
    await passed(clock, 30)
    expect(fired).toEqual(['a', 'b', 'c', 'late'])
  })

  test('lets everything come to rest that a timer causes before the next fires', async () => {
    const clock = new VirtualClock()
    const seen: string[] = []
    clock.after(1, async () => {
      await Promise.resolve()
      for (let round = 0; round < 5; round += 1) await immediate()
      await new Promise<void>((resolve) => process.nextTick(resolve))
      await immediate()
      seen.push(`first at ${clock.now()}`)
    })
    clock.after(1, () => seen.push(`second at ${clock.now()}`))
    await passed(clock, 2)
    expect(seen).toEqual(['first at 1', 'second at 1'])
  })

  test('stands still while somebody works off the clock', async () => {
    const clock = new VirtualClock()
    const seen: string[] = []
    clock.after(100, () => seen.push('the deadline'))
    await offTheClock(clock, async () => {
      for (let round = 0; round < 3; round += 1) await readFile(import.meta.filename)
      seen.push('the file')
    })
    await passed(clock, 200)
    expect(seen).toEqual(['the file', 'the deadline'])
  })

  test('works beside another one', async () => {
    const clocks = [new VirtualClock(), new VirtualClock()]
    const run = async (clock: VirtualClock) => {
      for (let round = 0; round < 200; round += 1) await passed(clock, 7)
      return clock.now()
    }
    expect(await Promise.all(clocks.map(run))).toEqual([1400, 1400])
  })

  test('says so when what is watched can only wait for ever', async () => {
    const clock = new VirtualClock(50)
    const stuck = passed(clock, 10).then(() => new Promise<never>(() => undefined))
    await expect(clock.watch(stuck)).rejects.toThrow(/Nothing is left that could happen/u)
    await expect(clock.watch(passed(clock, 10))).resolves.toBeUndefined()
    await expect(clock.watch(Promise.reject(new Error('own')))).rejects.toThrow('own')
  })

  test('ends with what repeats for ever', async () => {
    const clock = new VirtualClock()
    const again = () => void clock.after(60_000, again)
    again()
    await passed(clock, 1_000_000)
    clock.stop()
    const at = clock.now()
    for (let round = 0; round < 10; round += 1) await immediate()
    expect(clock.now()).toBe(at)
  })
})
