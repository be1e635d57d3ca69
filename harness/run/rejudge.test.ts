import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import type { Results } from '../core/results.js'
import type { Expectation } from './expectations.js'
import { provenRequirements } from './proofs.js'
import { rejudge } from './rejudge.js'
import { generated, scenario } from './scenario.js'
import { runOnReference } from './test-bench.js'

let folder: string
let journal: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-rejudge-'))
  journal = join(folder, 'journal.ndjson')
})
afterEach(() => rmSync(folder, { recursive: true }))

const [LOW, HIGH] = ['RFC6121-8.5.2.1.1-b', 'RFC6121-8.5.2.1.1-c']

const SCENARIOS = [
  scenario('one', { proves: [LOW, HIGH], role: 'server' }, async (world) => {
    world.step('send a message')
    const account = await world.account('service')
    const instance = await world.start(account, { as: 'instance', priority: 1 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    const mark = client.message({ to: `${account.local}@${account.domain}`, body: 'Grüße 🐧' })
    await client.fences([instance, client])
    const means = { address: 'bare', state: 'one-nonneg', type: 'normal' } as const
    world.check(LOW, { judge: 'routing', args: { mark, means } })
  }),
  scenario('broken', { proves: [LOW], role: 'server' }, async () => {
    throw new RangeError('bad script')
  }),
  scenario('needs', { proves: [LOW], role: 'server', needs: ['rst'] }, async () => undefined),
  generated(
    'drawn',
    { proves: [HIGH], role: 'server' },
    fc.integer({ min: -3, max: 3 }),
    async (world, priority) => {
      const account = await world.account('service')
      const instance = await world.start(account, { as: 'instance', priority })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const mark = client.message({ to: `${account.local}@${account.domain}`, body: 'x' })
      await client.fences([instance, client])
      const means = { address: 'bare', state: 'negative-only', type: 'normal' } as const
      world.check(HIGH, { judge: 'routing', args: { mark, means } })
    },
  ),
]

const run = () =>
  runOnReference(SCENARIOS, (subject) => {
    subject.resetPath = { carried: false, how: 'There is a proxy.' }
    return { folder, jobs: 3, drawing: { examples: 6, lanes: 2, onFailure: 'keep', shrinkBudget: 0 } }
  })

const again = (entries: Expectation[] = []): Promise<Results> =>
  rejudge(journal, loadCatalogue(), provenRequirements(), {
    expectations: () => ({ path: null, entries }),
    gate: { strength: 'should', allowInconclusive: 0 },
    today: '2027-01-31',
  })

const byPlace = ({ verdicts }: Results) =>
  verdicts.toSorted((a, b) =>
    `${a.scenario} ${a.requirement}`.localeCompare(`${b.scenario} ${b.requirement}`),
  )

/** Leaves the lines of the journal that `keep` accepts. */
const rewrite = (edit: (lines: string[]) => string[]) =>
  writeFileSync(journal, edit(readFileSync(journal, 'utf8').split('\n')).join('\n'))

describe('a journal judged again', () => {
  test('gives the records, counts and gate of its run', async () => {
    const first = await run()
    expect(first.verdicts.map((v) => v.verdict)).toEqual(
      expect.arrayContaining(['pass', 'error', 'inapplicable']),
    )
    const second = await again()
    expect(byPlace(second)).toEqual(byPlace(first))
    const { verdicts: _, requirements: a, durationMs: __, gate: gateA, ...restA } = first
    const { verdicts: ___, requirements: b, durationMs: ____, gate: gateB, ...restB } = second
    expect(restB).toEqual(restA)
    expect(gateB.exitCode).toBe(gateA.exitCode)
    expect(new Set(b.map((r) => JSON.stringify(r)))).toEqual(new Set(a.map((r) => JSON.stringify(r))))
  })

  test('tells of each verdict that is expected what its entry says', async () => {
    const { verdicts } = await run()
    const needs = verdicts.find((v) => v.verdict === 'inapplicable')
    if (needs === undefined) throw new Error('nothing was inapplicable')
    const { requirement, verdict, fingerprint, scenario } = needs
    const said = { reason: 'no reset can be seen', issue: 'owner/server#12', at: 'expected.yaml:3' }
    const { verdicts: known } = await again([{ requirement, verdict, fingerprint, ...said }])
    expect(known.filter((v) => v.known !== undefined)).toEqual([
      expect.objectContaining({ scenario, known: said }),
    ])
  })

  test('twice gives the same twice', async () => {
    await run()
    expect(await again()).toEqual(await again())
  })

  test('that was cut off in a scenario still tells what it can', async () => {
    await run()
    rewrite((lines) => lines.slice(0, lines.findIndex((l) => l.includes('"scope":"one"')) + 3))
    const results = await again()
    const cut = results.verdicts.filter((v) => v.scenario === 'one')
    expect(cut.map((v) => v.verdict)).toEqual(['untested', 'untested'])
    expect(cut[0]?.explanation).toContain('The journal ends')
  })

  test('that names a requirement the catalogue lost is judged all the same', async () => {
    await run()
    rewrite((lines) => lines.map((l) => l.replaceAll(LOW, 'RFC9999-1-a')))
    const results = await again()
    expect(results.requirements.find((r) => r.requirement === 'RFC9999-1-a')).toMatchObject({
      strength: 'INFO',
      clause: '',
    })
  })
})

describe('what is no journal of this version is a user error', () => {
  test('another format', async () => {
    await run()
    rewrite((lines) => lines.map((l) => l.replace('assay-journal/1', 'assay-journal/2')))
    await expect(again()).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringContaining('assay-journal/2'),
    })
  })

  test('a file that begins otherwise', async () => {
    writeFileSync(journal, '{"n":1,"t":0,"kind":"log","text":"x"}\n')
    await expect(again()).rejects.toMatchObject({ exitCode: 64, message: expect.stringContaining(journal) })
  })

  test('a damaged line', async () => {
    await run()
    appendFileSync(journal, 'x\n{"n":1,"t":1,"kind":"log","text":""}\n')
    await expect(again()).rejects.toMatchObject({ exitCode: 64 })
  })

  test('a missing file', async () => {
    await expect(again()).rejects.toMatchObject({ exitCode: 64 })
  })
})
