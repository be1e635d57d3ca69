import { beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../harness/core/clock.js'
import { Lender } from '../../harness/core/lender.js'
import { runSession } from '../../harness/run/session.js'
import { engineTrouble } from '../../harness/subjects/engine.js'
import { loadPatches } from '../../harness/subjects/patch.js'
import { startSubject } from '../../harness/subjects/start.js'
import { SCENARIOS } from '../index.js'

const trouble = await engineTrouble()
const required = process.env.ASSAY_REQUIRE_ENGINE === '1'
const SERVER = 'container:prosody@13.0.7'

/** What Prosody's files that are patched take part in: delivery, presence and IQs. */
const scenarios = SCENARIOS.filter(({ path, kind }) => path.startsWith('discovery/') && kind === 'scripted')

/** Two at once are what two cores bear. */
const places = new Lender([1, 2])

async function failing(specifier: string): Promise<string[]> {
  const place = await places.take()
  try {
    return await failingOn(specifier)
  } finally {
    places.giveBack(place)
  }
}

async function failingOn(specifier: string): Promise<string[]> {
  const interrupt = new AbortController().signal
  const subject = await startSubject(specifier, systemClock, interrupt)
  // What a patch leaves out is waited for in vain, many times.
  subject.bounds = { ...subject.bounds, unavailable: 2000 }
  try {
    const { requirements } = await runSession({
      subject,
      scenarios,
      folder: undefined,
      seed: 1,
      jobs: 8,
      drawing: { examples: 1, lanes: 2, onFailure: 'keep', shrinkBudget: 0 },
      selection: { only: ['discovery'], profile: 'core' },
      command: `assay run ${specifier} --only discovery`,
      expectations: { path: null, entries: [] },
      gate: { strength: 'should', allowInconclusive: 0 },
      clock: systemClock,
      interrupt,
      progress: { began: () => undefined, played: () => undefined, ended: () => undefined },
    })
    return requirements.filter(({ verdict }) => verdict === 'fail').map(({ requirement }) => requirement)
  } finally {
    await subject.stop()
  }
}

describe('bugs put into the files of a real server', () => {
  let plain: Promise<string[]> | undefined

  beforeEach((context) => {
    if (trouble !== undefined && !required) context.skip(trouble)
    plain ??= failing(SERVER)
  })

  test.concurrent.each(loadPatches('prosody').patches.map((patch) => [patch.name, patch] as const))(
    '%s is caught by exactly the requirements that it breaks',
    async (name, { breaks }) => {
      const before = await plain
      const after = await failing(`${SERVER}?patch=${name}`)
      expect(after.filter((id) => !before?.includes(id)).sort()).toEqual(breaks.toSorted())
    },
    600_000,
  )
})
