import { expect, test } from 'vitest'
import { ManualClock, settled } from '../core/manual-clock.js'
import { seededRandom } from '../core/random.js'
import { UNRECORDED } from '../subjects/probe.js'
import type { Subject } from '../subjects/subject.js'
import { World } from './world.js'

test('an account is given out when every node of the subject knows it', async () => {
  const clock = new ManualClock()
  const accounts = { take: async (local: string) => ({ local, domain: 'd', password: 'p' }) }
  const subject = { accounts, bounds: { lag: 100 } } as unknown as Subject
  const world = new World(subject, UNRECORDED, clock, seededRandom('world'))
  let given = false
  const account = world.account('a').then(() => {
    given = true
  })
  await settled()
  clock.advance(99)
  await settled()
  expect(given).toBe(false)
  clock.advance(1)
  await account
  expect(given).toBe(true)
})
