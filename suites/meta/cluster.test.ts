import { expect, test } from 'vitest'
import { systemClock } from '../../harness/core/clock.js'
import type { Need } from '../../harness/run/needs.js'
import { runSession } from '../../harness/run/session.js'
import { startEmbedded } from '../../harness/subjects/embedded.js'
import { parseSpecifier } from '../../harness/subjects/specifier.js'
import { SCENARIOS } from '../index.js'

/** Every so manieth scenario is played. */
const STEP = 4

/** A cluster has no components, goes on when one node ends, and its packets go through the kernel. */
const LACKING: Need[] = ['component', 'one-node', 'black-hole']

test('a cluster of two nodes, its clients spread over both, passes what one server passes', async () => {
  const subject = await startEmbedded(parseSpecifier('embedded?nodes=2'), systemClock, 'quick')
  try {
    const playable = SCENARIOS.filter(
      ({ role, needs, profile }) =>
        role === 'server' &&
        profile !== 'chaos' &&
        profile !== 'cuts' &&
        !needs.some((need) => LACKING.includes(need)),
    )
    const scenarios = playable.filter((_, index) => index % STEP === 0)
    const results = await runSession({
      subject,
      scenarios,
      folder: undefined,
      seed: 1,
      jobs: 4,
      drawing: { examples: 5, lanes: 2, onFailure: 'keep', shrinkBudget: 0 },
      selection: { only: [], profile: 'core' },
      command: 'assay run embedded?nodes=2',
      expectations: { path: null, entries: [] },
      gate: { strength: 'should', allowInconclusive: 0 },
      clock: systemClock,
      interrupt: new AbortController().signal,
      progress: { began: () => undefined, played: () => undefined, ended: () => undefined },
    })
    const unexpected = results.verdicts.filter(({ verdict }) => !['pass', 'observed'].includes(verdict))
    expect(
      unexpected.map(({ scenario, requirement, explanation }) => [scenario, requirement, explanation]),
    ).toEqual([])
    expect(results.counts.pass).toBeGreaterThan(50)
  } finally {
    await subject.stop()
  }
}, 120_000)
