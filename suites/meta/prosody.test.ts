import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { assay, reportFolder } from '../../harness/cli/test-command.js'
import { engineTrouble } from '../../harness/subjects/engine.js'
import { parseResults } from '../../reports/emit/schema.js'

const trouble = await engineTrouble()

describe('a real Prosody in a container', () => {
  beforeEach((context) => {
    if (trouble !== undefined && process.env.ASSAY_REQUIRE_ENGINE !== '1') context.skip(trouble)
  })

  it('is judged by every suite, and deviates only as expected', { timeout: 300_000 }, async () => {
    const out = reportFolder()
    const ended = await assay(['run', 'container:prosody@13.0', '--seed', '1', '--out', out])
    expect(ended.code, ended.out + ended.err).toBe(0)
    const results = parseResults(readFileSync(join(out, 'latest', 'results.json'), 'utf8'))
    expect(results.subject).toMatchObject({ name: 'Prosody', version: expect.stringMatching(/^13\.0\./) })
    expect(results.gate.expectations).toMatch(/prosody@13\.0\.yaml$/)
    expect(results.requirementCounts.pass).toBeGreaterThan(140)
    expect(results.requirementCounts).toMatchObject({ error: 0, inconclusive: 0, untested: 0 })
    // It makes a valid resource of whatever is asked for, so that no attempt to bind one fails.
    const unfit = results.requirements.filter(({ verdict }) => verdict === 'inapplicable')
    expect(unfit.map(({ requirement }) => requirement)).toEqual(['RFC6120-7.7.3-a'])
  })
})
