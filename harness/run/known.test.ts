import { expect, test } from 'vitest'
import type { ExpectedDeviation } from './expectations.js'
import { withKnown } from './known.js'
import { plainRecord as record } from './test-bench.js'

const ENTRY: ExpectedDeviation = {
  requirement: 'A',
  verdict: 'fail',
  fingerprint: '0123456789ab',
  reason: 'wanted so upstream',
  issue: 'owner/server#12',
  at: 'expected.yaml:3',
}

const KNOWN = { reason: 'wanted so upstream', issue: 'owner/server#12', at: 'expected.yaml:3' }

test('a verdict that is expected says why, and where upstream deals with it', () => {
  expect(withKnown(record('A', 'fail'), [{ ...ENTRY, requirement: 'B' }, ENTRY])).toEqual(
    record('A', 'fail', { known: KNOWN }),
  )
})

test('an entry without an issue leaves none', () => {
  const { issue: _, ...entry } = ENTRY
  expect(withKnown(record('A', 'fail'), [entry]).known).toStrictEqual({
    reason: 'wanted so upstream',
    at: 'expected.yaml:3',
  })
})

test.each([
  ['another verdict', record('A', 'inconclusive')],
  ['another requirement', record('B', 'fail')],
  ['another fingerprint', record('A', 'fail', { fingerprint: 'ffffffffffff' })],
])('%s is not known', (_, other) => {
  expect(withKnown(other, [ENTRY])).toBe(other)
})

test('an entry of a slow profile is about its scenarios only', () => {
  const entry: ExpectedDeviation = { ...ENTRY, profile: 'nodes' }
  expect(withKnown(record('A', 'fail'), [entry])).not.toHaveProperty('known')
  expect(withKnown(record('A', 'fail', { scenario: 'nodes/killed' }), [entry]).known).toEqual(KNOWN)
})

test('what stopped a scenario is known by what is said of it', () => {
  const stop = { stops: 'internal-server-error', reason: 'a race of its own', at: 'expected.yaml:9' }
  const stopped = { judge: 'none', explanation: 'StreamError: internal-server-error' }
  expect(withKnown(record('A', 'inconclusive', stopped), [stop]).known).toEqual({
    reason: 'a race of its own',
    at: 'expected.yaml:9',
  })
  expect(withKnown(record('A', 'fail', stopped), [stop])).not.toHaveProperty('known')
})
