import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageExamples } from '../gen/delivery-example.js'
import { workloads } from '../gen/workloads.js'
import { minimize } from './minimize.js'

/** Minimizes by a predicate, and counts how often it is asked. */
async function minimized(
  example: unknown,
  examples: fc.Arbitrary<unknown>,
  isBad: (value: never) => boolean,
) {
  let plays = 0
  const smallest = await minimize(example, {
    examples,
    fails: async (value) => {
      plays += 1
      return isBad(value as never)
    },
    isOver: () => false,
  })
  return { smallest, plays }
}

const list = fc.record({ items: fc.array(fc.record({ n: fc.nat(), of: fc.constantFrom('a', 'b') })) })
const item = (n: number, of = 'a') => ({ n, of })

describe('a stored example', () => {
  test('loses every element that the failure does not need, wherever it stands', async () => {
    const items = Array.from({ length: 40 }, (_, n) => item(n))
    const needs = ({ items }: { items: { n: number }[] }) =>
      [3, 17, 38].every((n) => items.some((each) => each.n === n))
    const { smallest, plays } = await minimized({ items }, list, needs)
    expect(smallest).toEqual({ items: [item(3), item(17), item(38)] })
    expect(plays).toBeLessThan(200)
  })

  test('has its numbers made smaller, within what could be drawn', async () => {
    const from5 = fc.record({ n: fc.integer({ min: 5, max: 100 }) })
    expect((await minimized({ n: 80 }, from5, () => true)).smallest).toEqual({ n: 5 })
    expect((await minimized({ n: 80 }, from5, ({ n }: { n: number }) => n > 33)).smallest).toEqual({ n: 34 })
  })

  test('unites elements where only their sum counts', async () => {
    const items = [item(30), item(9, 'b'), item(40), item(50)]
    const sums = ({ items }: { items: { n: number; of: string }[] }) =>
      items.filter(({ of }) => of === 'a').reduce((sum, { n }) => sum + n, 0) >= 100
    expect((await minimized({ items }, list, sums)).smallest).toEqual({ items: [item(100)] })
  })

  test('that the arbitrary would not draw any more loses elements all the same, and no more', async () => {
    const retired = {
      items: [
        { n: 5, of: 'retired' },
        { n: 1, of: 'retired' },
      ],
    }
    const { smallest } = await minimized(retired, list, ({ items }: { items: unknown[] }) => items.length > 0)
    expect(smallest).toEqual({ items: [{ n: 1, of: 'retired' }] })
  })

  test('is never asked for twice, and stays when nothing smaller fails', async () => {
    const asked: string[] = []
    const smallest = await minimize(
      { items: [item(1), item(2)] },
      {
        examples: list,
        fails: async (value) => {
          asked.push(JSON.stringify(value))
          return false
        },
        isOver: () => false,
      },
    )
    expect(smallest).toEqual({ items: [item(1), item(2)] })
    expect(new Set(asked).size).toBe(asked.length)
  })

  test('is left as it is when time is up', async () => {
    const over = { examples: list, fails: async () => true, isOver: () => true }
    expect(await minimize({ items: [item(7)] }, over)).toEqual({ items: [item(7)] })
  })
})

test.each([
  ['workloads', workloads()],
  ['messages with a body', messageExamples().filter(({ body }) => body !== undefined)],
])('%s can be shrunk when they were stored', (_, examples) => {
  for (const value of fc.sample(examples as fc.Arbitrary<unknown>, { seed: 4, numRuns: 200 }))
    expect(examples.canShrinkWithoutContext(JSON.parse(JSON.stringify(value))), JSON.stringify(value)).toBe(
      true,
    )
})
