import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import { packageRoot } from '../core/package-root.js'
import { provenRequirements } from '../run/proofs.js'
import { rejudge } from '../run/rejudge.js'
import { readBundle } from './read.js'
import { replay } from './replay.js'

const FOLDER = join(packageRoot(), 'fixtures', 'bundles')
const GOLDEN = readdirSync(FOLDER)

// Bundles that were written once: later versions have to read, judge and play them.
test.each(GOLDEN)('the bundle %s is read, and its journal judged as it was', async (name) => {
  const folder = join(FOLDER, name)
  const bundle = readBundle(folder)
  const { verdicts } = await rejudge(join(folder, 'journal.jsonl'), loadCatalogue(), provenRequirements(), {
    expectations: () => ({ path: null, entries: [] }),
    gate: { strength: 'should', allowInconclusive: 0 },
    today: '2026-11-22',
  })
  const { requirement, fingerprint, verdict } = bundle
  expect(verdicts).toContainEqual(expect.objectContaining({ requirement, fingerprint, verdict }))
})

test.each(GOLDEN)('the bundle %s is fixed on the reference', async (name) => {
  const signal = new AbortController().signal
  const how = { on: 'sim', scenarios: SCENARIOS, clock: systemClock, interrupt: signal }
  expect(await replay(readBundle(join(FOLDER, name)), how)).toMatchObject({ answer: 'FIXED', exitCode: 0 })
})

test('there are two, one of a drawn example and one of a script on a real server', () => {
  const bundles = GOLDEN.map((name) => readBundle(join(FOLDER, name)))
  expect(bundles.map(({ example }) => example !== undefined).sort()).toEqual([false, true])
  expect(bundles.find(({ example }) => example === undefined)?.subject.image?.digest).toMatch(/^sha256:/)
})
