import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { systemClock } from '../core/clock.js'
import type { JournalEvent } from '../journal/event.js'
import { provenRequirements } from '../run/proofs.js'
import { rejudge } from '../run/rejudge.js'
import { readBundle } from './read.js'
import { bundlesOf } from './test-run.js'

const VARIANT = 'sim:headline-to-two-of-three'
/** What scripted scenarios find, too. */
const SCRIPTED = 'sim:headline-to-top-only'
const BROKEN = 'RFC6121-8.5.2.1.1-h'

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')
const eventsOf = (folder: string) =>
  read(folder, 'journal.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEvent)

test('a drawn failure leaves its example as drawn and shrunk, and its stretch of the journal', async () => {
  const { folders, results } = await bundlesOf({
    specifier: VARIANT,
    only: ['properties/messages'],
    seed: 11,
  })
  expect(folders.map((folder) => readBundle(folder).requirement)).toEqual([BROKEN])
  const [folder = ''] = folders
  const bundle = readBundle(folder)
  const [record] = results.verdicts.filter(({ verdict }) => verdict === 'fail')
  expect(basename(folder)).toBe(`${BROKEN}-${record?.fingerprint.slice(0, 8)}`)
  expect(bundle.example?.minimal).toEqual(record?.parameters)
  expect(JSON.stringify(bundle.example?.drawn).length).toBeGreaterThan(
    JSON.stringify(bundle.example?.minimal).length,
  )
  const events = eventsOf(folder)
  expect(events.slice(0, 3).map(({ kind }) => kind)).toEqual(['run-start', 'subject', 'scope-start'])
  expect(new Set(events.slice(2).map(({ scope }) => scope))).toEqual(new Set([bundle.scope]))
})

test('the bytes are those of the journal, a file for each connection and direction', async () => {
  const { folders } = await bundlesOf({ specifier: VARIANT, only: ['properties/messages'], seed: 11 })
  const [folder = ''] = folders
  for (const name of readdirSync(join(folder, 'wire'))) {
    const [, conn, direction] = /^(.+)\.(sent|received)\.xml$/u.exec(name) ?? []
    const written = eventsOf(folder).flatMap((event) =>
      'data' in event && event.kind === direction && event.conn.replaceAll('/', '.') === conn
        ? event.data
        : [],
    )
    expect(read(folder, join('wire', name))).toBe(written.join(''))
  }
  const received = readdirSync(join(folder, 'wire')).filter((name) => name.endsWith('.received.xml'))
  expect(
    received.filter((name) => read(folder, join('wire', name)).includes('headline')).length,
  ).toBeGreaterThan(1)
})

test('a scripted failure has no example; explain.md says what the clause says and what was seen', async () => {
  const { folders, results } = await bundlesOf({ specifier: SCRIPTED, only: ['discovery/delivery/bare'] })
  const [folder = ''] = folders
  const bundle = readBundle(folder)
  expect(bundle.example).toBeUndefined()
  const [record] = results.verdicts.filter(({ verdict }) => verdict === 'fail')
  const page = read(folder, 'explain.md')
  for (const said of [BROKEN, record?.clause, record?.says, record?.actual, 'npx assay replay .'])
    expect(page).toContain(said)
})

test('of a client: which certificates it was shown, what the DNS said, and what it logged', async () => {
  const { folders } = await bundlesOf({
    specifier: 'sim:client-verifies-no-target',
    only: ['clients/redirect/identity/certificate-expired'],
  })
  const [folder = ''] = folders
  const files = readdirSync(join(folder, 'certificates'))
  const shown = files.map((name) => new X509Certificate(read(folder, join('certificates', name))))
  const expired = shown.filter(({ validTo }) => Date.parse(validTo) < systemClock.wall())
  expect([expired.length, shown.length]).toEqual([1, 2])
  expect(files.join(' ')).toMatch(/impostor/u)
  for (const name of files) expect(read(folder, join('certificates', name))).not.toContain('PRIVATE')
  const zones = JSON.parse(read(folder, 'zone.json')) as { t: number; zone: object }[]
  expect(zones.map(({ zone }) => zone)).toEqual([
    expect.anything(),
    { addresses: { 'target.example': ['127.0.0.1'] } },
  ])
  expect(read(folder, 'subject.log')).toMatch(/^[\d.]+ ended: \w/mu)
  expect(read(folder, 'explain.md')).toMatch(/`subject.log` .*`certificates` .*`zone.json`/u)
})

test('the journal of a bundle can be judged again by itself', async () => {
  const { folders } = await bundlesOf({ specifier: SCRIPTED, only: ['discovery/delivery/bare'] })
  const [folder = ''] = folders
  const { verdicts } = await rejudge(join(folder, 'journal.jsonl'), loadCatalogue(), provenRequirements(), {
    expectations: () => ({ path: null, entries: [] }),
    gate: { strength: 'should', allowInconclusive: 0 },
    today: '2026-11-22',
  })
  expect(verdicts.filter(({ verdict }) => verdict === 'fail').map(({ fingerprint }) => fingerprint)).toEqual([
    readBundle(folder).fingerprint,
  ])
})

test('one bug in many scenarios leaves one bundle, and an expected one none', async () => {
  const run = { specifier: 'sim:reroutes-normal', only: ['discovery/delivery'] }
  const { folders, results } = await bundlesOf(run)
  const failed = results.verdicts.filter(({ verdict }) => verdict === 'fail')
  expect(folders).toHaveLength(new Set(failed.map(({ fingerprint }) => fingerprint)).size)
  expect(failed.length).toBeGreaterThan(folders.length)
  const expectations = failed.map(({ requirement, fingerprint }) => ({
    ...{ requirement, fingerprint, verdict: 'fail' as const, reason: 'It is known.', at: 'x.yaml:1' },
  }))
  expect((await bundlesOf({ ...run, expectations })).folders).toEqual([])
})
