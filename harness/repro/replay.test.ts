import { beforeAll, describe, expect, test } from 'vitest'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import type { Answer } from './answer.js'
import type { Bundle } from './bundle.js'
import { readBundle } from './read.js'
import { replay, usualTimes } from './replay.js'
import { bundleForTests } from './test-bundle.js'
import { bundlesOf } from './test-run.js'

const DRAWN = { variant: 'headline-to-two-of-three', only: 'properties/messages' }
const SCRIPTED = { variant: 'headline-to-top-only', only: 'discovery/delivery/bare' }

const replayed = (bundle: Bundle, on?: string, times?: number): Promise<Answer> =>
  replay(bundle, {
    ...(on === undefined ? {} : { on }),
    ...(times === undefined ? {} : { times }),
    scenarios: SCENARIOS,
    clock: systemClock,
    interrupt: new AbortController().signal,
  })

async function onlyBundle({ variant, only }: typeof DRAWN): Promise<Bundle> {
  const { folders } = await bundlesOf({ specifier: `sim:${variant}`, only: [only], seed: 11 })
  return readBundle(folders[0] ?? '')
}

describe.each([DRAWN, SCRIPTED])('a bundle of $only', (from) => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = await onlyBundle(from)
  })

  test.each([undefined, `embedded:${from.variant}`])('still fails on the variant (%s)', async (on) => {
    expect(await replayed(bundle, on)).toMatchObject({ answer: 'STILL FAILS', exitCode: 1 })
  })

  test('is fixed on the reference, as often as it is played', async () => {
    expect(await replayed(bundle, 'sim', 3)).toMatchObject({ answer: 'FIXED', exitCode: 0, of: 3, failed: 0 })
    expect((await replayed(bundle, 'sim', 3)).sentence).toContain('3 of 3 plays on sim')
  })

  test('cannot be replayed on what has another role', async () => {
    expect(await replayed(bundle, 'sim:client-reuses-the-id')).toMatchObject({
      answer: 'CANNOT REPLAY',
      exitCode: 3,
    })
  })

  test('cannot be replayed when this version lacks its scenario', async () => {
    const { answer, sentence, exitCode } = await replayed({ ...bundle, scenario: 'of/another/version' })
    expect([answer, exitCode]).toEqual(['CANNOT REPLAY', 3])
    expect(sentence).toContain('of/another/version')
  })

  test('differs when the requirement fails in another way', async () => {
    const other = { ...bundle, fingerprint: 'ffffffffffff', deviation: 'it was lost' }
    const { answer, sentence, exitCode } = await replayed(other)
    expect([answer, exitCode]).toEqual(['DIFFERS', 1])
    expect(sentence).toContain('it was lost')
    expect(sentence).toContain(bundle.deviation)
  })

  test('differs when another requirement fails, unless it did before', async () => {
    const other = { ...bundle, requirement: 'RFC6121-8.5.2.1.1-zz', fingerprint: 'ffffffffffff' }
    const { answer, sentence } = await replayed(other)
    expect(answer).toBe('DIFFERS')
    expect(sentence).toContain(bundle.requirement)
    const { requirement, fingerprint } = bundle
    const known = await replayed({ ...other, besides: [{ requirement, fingerprint }] })
    expect(known.answer).toBe('CANNOT REPLAY')
  })
})

test('an example of a scripted scenario, and a lacking one of a generated, cannot be replayed', async () => {
  const bundle = await onlyBundle(DRAWN)
  const { example, ...without } = bundle
  expect((await replayed(without)).answer).toBe('CANNOT REPLAY')
  const scripted = SCENARIOS.find(({ kind, role }) => kind === 'scripted' && role === 'server')
  expect((await replayed({ ...bundle, scenario: scripted?.path ?? '' })).answer).toBe('CANNOT REPLAY')
})

test.each([
  ['sim', 1, 5, 1],
  ['embedded', 1, 1, 3],
  ['embedded', 5, 5, 3],
  ['container', 2, 5, 6],
  ['container', 1, 5, 14],
  ['container', 1, 50, 20],
  ['container', 0, 5, 20],
])('on %s what failed in %i of %i plays is played %i times', (carrier, failed, of, times) => {
  expect(usualTimes(bundleForTests({ reproduced: { of, failed } }), carrier)).toBe(times)
})
