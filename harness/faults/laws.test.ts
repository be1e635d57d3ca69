import fc from 'fast-check'
import { test } from 'vitest'
import { Decisions } from './decisions.js'
import { LAWS, type LawName } from './laws.js'
import { LAW_PROPERTIES } from './test-laws.js'

test.each(Object.entries(LAWS))('%s: %s', async (name) => {
  await fc.assert(
    LAW_PROPERTIES[name as LawName](() => new Decisions()),
    { numRuns: 150 },
  )
})
