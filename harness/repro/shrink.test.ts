import { expect, test } from 'vitest'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import type { DeliveryExample } from '../gen/delivery-example.js'
import { readBundle } from './read.js'
import { shrink } from './shrink.js'
import { bundlesOf } from './test-run.js'

test('where the example does not fail in a simulation of the same build, another is drawn', async () => {
  const specifier = 'sim:headline-to-two-of-three'
  const { folders } = await bundlesOf({ specifier, only: ['properties/messages'], seed: 11 })
  const found = readBundle(folders[0] ?? '')
  const options = {
    budget: 30_000,
    scenarios: SCENARIOS,
    clock: systemClock,
    interrupt: new AbortController().signal,
    tell: () => undefined,
  }
  const nobody = { ...(found.example?.minimal as DeliveryExample), resources: [] }
  const harmless = { ...found, example: { drawn: nobody, minimal: nobody } }
  const onItself = await shrink(harmless, { ...options, on: 'embedded:headline-to-two-of-three' })
  expect(onItself.sentence).toMatch(/^Another example, which was drawn: /)
  expect(onItself.bundle?.example?.drawn).not.toEqual(nobody)
  expect(onItself.bundle?.reproduced.failed).toBeGreaterThan(0)

  const { sentence, exitCode, bundle } = await shrink(harmless, { ...options, on: 'embedded' })
  expect(sentence).toMatch(/fails in 0 of 5 plays on embedded, so that nothing can be made smaller there\.$/)
  expect([exitCode, bundle]).toEqual([3, undefined])
}, 120_000)
