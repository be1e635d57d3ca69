import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventQueue } from './event-queue.js'

const drain = (queue: EventQueue) => {
  for (let next = queue.take(); next !== undefined; next = queue.take()) next.action()
}

test('what was not cancelled happens in the order of its instants, and of adding within one', () => {
  const plan = fc.array(fc.record({ due: fc.nat(20), cancelled: fc.boolean() }), { maxLength: 200 })
  fc.assert(
    fc.property(plan, (entries) => {
      const queue = new EventQueue()
      const happened: number[] = []
      const added = entries.map(({ due }, index) => queue.add(due, () => happened.push(index)))
      for (const [index, { cancelled }] of entries.entries()) if (cancelled) queue.cancel(added[index]!)
      drain(queue)
      const expected = [...entries.keys()]
        .filter((index) => !entries[index]!.cancelled)
        .sort((a, b) => entries[a]!.due - entries[b]!.due || a - b)
      expect(happened).toEqual(expected)
    }),
  )
})

test('thousands of cancelled deadlines leave what is between them alone', () => {
  const queue = new EventQueue()
  const happened: number[] = []
  for (let index = 0; index < 5000; index += 1) {
    const entry = queue.add(5000 - index, () => happened.push(index))
    if (index % 100 !== 0) queue.cancel(entry)
  }
  drain(queue)
  expect(happened).toEqual(Array.from({ length: 50 }, (_, i) => 4900 - i * 100))
})

test('what has happened cannot be cancelled', () => {
  const queue = new EventQueue()
  const first = queue.add(1, () => undefined)
  queue.take()
  queue.cancel(first)
  let happened = false
  queue.add(2, () => {
    happened = true
  })
  drain(queue)
  expect(happened).toBe(true)
})
