import { expect, test } from 'vitest'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock as clock } from '../core/clock.js'
import { startSubject } from '../subjects/start.js'
import type { Bundle } from './bundle.js'
import { confirm } from './confirm.js'
import { printOf } from './likeness.js'
import { playOnce } from './play.js'
import { bundleForTests } from './test-bundle.js'

const ASTRAY = 'embedded:sends-one-ping-in-500-astray?tls=none'
const interrupt = new AbortController().signal
const scenario = SCENARIOS.find(({ path }) => path === 'chaos/failover')!

const pings = (times: number) => ({
  commands: [
    { do: 'priority', instance: 0, priority: 3 },
    { do: 'priority', instance: 1, priority: 2 },
    { do: 'settle' },
    { do: 'ping', client: 0, times },
    { do: 'settle' },
  ],
})

async function on<T>(
  specifier: string,
  work: (subject: Awaited<ReturnType<typeof startSubject>>) => Promise<T>,
) {
  const subject = await startSubject(specifier, clock, interrupt)
  try {
    return await work(subject)
  } finally {
    await subject.stop()
  }
}

/** What fails always with so many pings, in a bundle with `times` of them. */
async function bundleWith(times: number): Promise<Bundle> {
  const play = await on(ASTRAY, (subject) =>
    playOnce({ subject, scenario, seed: 1, signal: interrupt }, pings(600), 'chaos/failover#1'),
  )
  const failed = play.scope.verdicts.find(({ requirement }) => requirement === 'INV-RT-b')!
  expect(failed.judgement.verdict).toBe('fail')
  return {
    ...bundleForTests(),
    ...{ scenario: scenario.path, scope: 'chaos/failover#1', requirement: 'INV-RT-b' },
    ...{ judge: failed.judge, deviation: failed.judgement.deviation, fingerprint: printOf(failed) },
    ...{ besides: [], example: { drawn: pings(times), minimal: pings(times) } },
  }
}

const confirmed = (bundle: Bundle, specifier: string, budget = 60_000) =>
  on(specifier, (subject) => confirm(bundle, subject, { scenarios: SCENARIOS, clock, interrupt, budget }))

test('what fails always is played by itself', async () => {
  const bundle = await confirmed(await bundleWith(600), ASTRAY)
  expect(bundle).toMatchObject({ reproduced: { of: 5, failed: 5 } })
  expect(bundle).not.toHaveProperty('atOnce')
}, 60_000)

test('what fails once in many plays is played by as many at once as it takes', async () => {
  const bundle = await confirmed(await bundleWith(30), ASTRAY)
  expect(bundle).toMatchObject({ atOnce: 32, reproduced: { of: 5, failed: 5 } })
}, 120_000)

test('what does not fail is said not to, within the time that there is', async () => {
  const bundle = await bundleWith(30)
  expect(await confirmed(bundle, 'embedded?tls=none', 0)).toMatchObject({ reproduced: { of: 5, failed: 0 } })
  expect(await confirmed({ ...bundle, scenario: 'of/tomorrow' }, 'embedded')).toContain('of/tomorrow')
}, 60_000)
