import { expect, test } from 'vitest'
import type { Timer } from '../core/clock.js'
import { ManualClock } from '../core/manual-clock.js'
import { memoryNetwork } from '../net/memory-network.js'
import { Held } from './held.js'

function stage() {
  const ground = new ManualClock()
  const held = new Held(ground, memoryNetwork({ clock: ground }))
  return { ground, held, done: [] as string[] }
}

test('what becomes due while it is held is done when it goes on, in order', () => {
  const { ground, held, done } = stage()
  held.clock.after(20, () => done.push('second'))
  held.clock.after(10, () => done.push('first'))
  held.clock.after(500, () => done.push('later'))
  held.hold()
  ground.advance(10)
  ground.advance(90)
  expect(done).toEqual([])
  expect(held.clock.now()).toBe(ground.now())
  held.release()
  ground.advance(0)
  expect(done).toEqual(['first', 'second'])
})

test('what is cancelled when it goes on is not done any more', () => {
  const { ground, held, done } = stage()
  let second: Timer | undefined
  held.clock.after(10, () => {
    done.push('first')
    second?.cancel()
  })
  second = held.clock.after(20, () => done.push('second'))
  held.hold()
  ground.advance(100)
  held.release()
  ground.advance(0)
  expect(done).toEqual(['first'])
})

test('connections and bytes wait, and come in order', async () => {
  const { ground, held, done } = stage()
  const at = { host: '127.0.0.1', port: 0 }
  const { port } = await held.network.listen(at, (link) =>
    link.listen({ data: (bytes) => done.push(`${bytes}`), ended: (how) => done.push(how) }),
  )
  const dial = async () => {
    const dialled = held.network.dial({ ...at, port })
    ground.advance(0)
    const link = await dialled
    await Promise.resolve()
    return link
  }
  const early = await dial()
  held.hold()
  const late = await dial()
  early.write('early')
  late.write('late')
  early.end()
  ground.advance(100)
  expect(done).toEqual([])
  held.release()
  await new Promise((resolve) => setImmediate(resolve))
  expect(done).toEqual(['early', 'fin', 'late'])
})
