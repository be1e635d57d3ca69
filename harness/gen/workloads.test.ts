import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workloads } from './workloads.js'

const all = fc.sample(workloads(), { seed: 1, numRuns: 300 })

test('every workload that is drawn can be made smaller later, from its JSON alone', () => {
  for (const each of all)
    expect(workloads().canShrinkWithoutContext(JSON.parse(JSON.stringify(each)))).toBe(true)
})

test('what was drawn together is taken apart', () => {
  const found = fc.check(
    fc.property(workloads(), ({ commands }) => !commands.some((c) => c.do === 'retract')),
    { seed: 1, numRuns: 300 },
  )
  expect(found.counterexample).toEqual([{ commands: [{ do: 'retract', client: 0, instance: 0 }] }])
})
