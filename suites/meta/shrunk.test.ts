import { describe, expect, test } from 'vitest'
import { failover } from '../../fixtures/variants/failover/index.js'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { isOfNodes } from '../../fixtures/variants/variant.js'
import { systemClock } from '../../harness/core/clock.js'
import { readBundle } from '../../harness/repro/read.js'
import { replay } from '../../harness/repro/replay.js'
import { shrink } from '../../harness/repro/shrink.js'
import { bundlesOf } from '../../harness/repro/test-run.js'
import { SCENARIOS } from '../index.js'

const MOST = 8

/** All variants take a quarter of an hour, `ASSAY_SHRUNK=all npx vitest run suites/meta/shrunk`; otherwise the rare ones. */
const wanted = process.env.ASSAY_SHRUNK === 'all' ? VARIANTS : failover

// One rule for each variant: with all of them it would be minutes more, and nothing new.
const found = wanted.flatMap((variant) => {
  const { name, workload: [requirement] = [], examples = 400, among = 'failover' } = variant
  const nodes = isOfNodes(variant) ? '?nodes=2' : ''
  return requirement === undefined ? [] : [{ name, nodes, requirement, examples, only: [`chaos/${among}`] }]
})

const common = { scenarios: SCENARIOS, clock: systemClock, interrupt: new AbortController().signal }

describe('a drawn workload that fails', () => {
  test('is looked for on all variants that have one', () => {
    expect(found.length).toBeGreaterThanOrEqual(9)
  })

  test.each(found)('on $name by $requirement is shrunk to a few commands', {
    timeout: 300_000,
  }, async (wanted) => {
    const { name, nodes, requirement, ...drawing } = wanted
    const run = { ...drawing, shrinkBudget: 0, until: requirement }
    const { folders } = await bundlesOf({ specifier: `sim:${name}${nodes}`, ...run })
    const bundle = folders.map(readBundle).find((each) => each.requirement === requirement)
    const { bundle: small } = await shrink(bundle!, { ...common, budget: 120_000, tell: () => undefined })
    const { commands } = small?.example?.minimal as { commands: unknown[] }
    expect(commands.length, JSON.stringify(commands)).toBeLessThanOrEqual(MOST)
    expect(small?.example?.drawn).toEqual(bundle?.example?.drawn)
    expect(await replay(small!, common)).toMatchObject({ answer: 'STILL FAILS', of: 1, failed: 1 })
    expect(await replay(small!, { ...common, on: `sim${nodes}` })).toMatchObject({ answer: 'FIXED' })
  })
})
