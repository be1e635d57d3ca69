import { expect, test } from 'vitest'
import { oneAtATime } from './one-at-a-time.js'

test('what is asked for meanwhile waits, and a failure delays nobody', async () => {
  const seen: string[] = []
  const open: (() => void)[] = []
  const act = oneAtATime(async (name: string) => {
    seen.push(`${name} begins`)
    await new Promise<void>((resolve) => open.push(resolve))
    seen.push(`${name} ends`)
    if (name === 'a') throw new Error('a fails')
    return name
  })
  const [a, b] = [act('a'), act('b')]
  await Promise.resolve()
  expect(seen).toEqual(['a begins'])
  open[0]?.()
  await expect(a).rejects.toThrow('a fails')
  await new Promise(setImmediate)
  expect(seen).toEqual(['a begins', 'a ends', 'b begins'])
  open[1]?.()
  expect(await b).toBe('b')
})
