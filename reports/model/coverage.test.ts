import { expect, test } from 'vitest'
import { sampleCoverage, sampleRecord, sampleResults } from '../test-results.js'
import { coverageLine } from './coverage.js'

const results = sampleResults([sampleRecord(), sampleRecord({ requirement: 'B' })])

test('coverage names every class that has requirements', () => {
  expect(coverageLine(results)).toBe(
    '2 of 5 requirements tested, 1 untested, 1 implied by others, 1 out of scope',
  )
})

test('coverage tells how much of it a smaller run judged, and of which profile', () => {
  const coverage = sampleCoverage(1)
  const classes = { ...coverage.classes, tested: 2 }
  const part = {
    ...results,
    coverage: {
      ...coverage,
      requirements: 5,
      classes,
      unjudged: [...coverage.unjudged, coverage.unjudged[0]!],
    },
  }
  expect(coverageLine({ ...part, selection: { only: ['A'], profile: 'dix' } })).toBe(
    '2 of 5 requirements of the profile dix tested (1 in this run), 1 untested, 1 implied by others, 1 out of scope',
  )
})
