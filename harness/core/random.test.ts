import { expect, test } from 'vitest'
import { freshSeed, scenarioSeed, seededRandom } from './random.js'

test('one seed gives one sequence, whatever is drawn from it', () => {
  const draw = (seed: string) => {
    const random = seededRandom(seed)
    return [random.uint32(), random.token(12), random.bytes(40).toString('hex'), random.uint32()]
  }
  expect(draw('a')).toEqual(draw('a'))
  expect(draw('a')).not.toEqual(draw('b'))
})

test('pieces of a sequence are those of the whole', () => {
  const [whole, pieces] = [seededRandom('s'), seededRandom('s')]
  const taken = [1, 31, 32, 3].map((length) => pieces.bytes(length))
  expect(Buffer.concat(taken)).toEqual(whole.bytes(67))
})

test('tokens are lower-case letters and digits', () => {
  expect(seededRandom('t').token(200)).toMatch(/^[a-z0-9]{200}$/u)
})

test('scenarios have seeds of their own, in 31 bits', () => {
  expect(scenarioSeed(1, 'a')).toBe(scenarioSeed(1, 'a'))
  expect(new Set([scenarioSeed(1, 'a'), scenarioSeed(2, 'a'), scenarioSeed(1, 'b')]).size).toBe(3)
  for (const seed of [scenarioSeed(1, 'a'), freshSeed()]) {
    expect(Number.isInteger(seed)).toBe(true)
    expect(seed).toBeGreaterThanOrEqual(0)
    expect(seed).toBeLessThan(2 ** 31)
  }
})
