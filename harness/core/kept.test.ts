import { expect, test } from 'vitest'
import { Kept } from './kept.js'

test('a thing is made once, until more than the limit came after it', () => {
  const made: string[] = []
  const kept = new Kept<string>(2)
  const get = (key: string) => kept.get(key, () => made[made.push(`${key}${made.length}`) - 1]!)
  expect([get('a'), get('b'), get('a'), get('b')]).toEqual(['a0', 'b1', 'a0', 'b1'])
  expect([get('c'), get('b'), get('a')]).toEqual(['c2', 'b1', 'a3'])
  expect(made).toEqual(['a0', 'b1', 'c2', 'a3'])
})
