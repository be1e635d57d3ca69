import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseResults } from '../../reports/emit/schema.js'
import { assay, reportFolder, start } from './test-command.js'

const latest = (folder: string) => parseResults(readFileSync(join(folder, 'latest', 'results.json'), 'utf8'))

describe('assay run', () => {
  it('judges a selection and writes every report', { timeout: 60_000 }, async () => {
    const out = reportFolder()
    const ended = await assay(['run', '--only', 'RFC6121-8.5.2.1.1-g', '--examples', '20', '--out', out])
    expect(ended.code, ended.out + ended.err).toBe(0)
    for (const name of ['journal.ndjson', 'results.json', 'junit.xml', 'report.html'])
      expect(existsSync(join(out, 'latest', name)), name).toBe(true)
    const { gate, requirements } = latest(out)
    expect(gate.holds).toBe(true)
    expect(requirements.find((r) => r.requirement === 'RFC6121-8.5.2.1.1-g')?.verdict).toBe('pass')
  })

  it('names what a variant breaks, and judges the same from the journal', { timeout: 60_000 }, async () => {
    const out = reportFolder()
    const ended = await assay([
      'run',
      'embedded:delivers-groupchat',
      '--only',
      'discovery/delivery',
      '--out',
      out,
    ])
    expect(ended.code).toBe(1)
    expect(ended.out).toContain('RFC6121-8.5.2.1.1-g')
    expect(ended.out).toContain('npx assay run embedded:delivers-groupchat --only discovery/delivery/bare/')
    const before = latest(out)
    expect(before.requirements.filter((r) => r.verdict === 'fail').map((r) => r.requirement)).toEqual([
      'RFC6121-8.5.2.1.1-g',
    ])
    const again = await assay(['judge', join(out, 'latest')])
    expect(again.code).toBe(1)
    expect(latest(out).verdicts).toEqual(before.verdicts)
  })

  it('shrinks a generated failure, and the printed command replays it', { timeout: 120_000 }, async () => {
    const out = reportFolder()
    const variant = 'embedded:headline-to-two-of-three'
    const found = await assay(['run', variant, '--only', 'properties/messages', '--seed', '11', '--out', out])
    expect(found.code, found.out).toBe(1)
    const record = latest(out).verdicts.find((v) => v.verdict === 'fail')
    const { resources } = record?.parameters as { resources: unknown[] }
    expect(resources.length).toBeLessThanOrEqual(3)
    const args = (record?.rerun ?? '').split(' ').slice(2)
    const replayed = await assay([...args, '--out', out])
    expect(replayed.code, replayed.out).toBe(1)
    const [again] = latest(out).verdicts.filter((v) => v.verdict === 'fail')
    expect(again).toMatchObject({ fingerprint: record?.fingerprint, parameters: record?.parameters })
    const onReference = await assay([...args.map((a) => (a === variant ? 'embedded' : a)), '--out', out])
    expect(onReference.code, onReference.out).toBe(0)
    expect(latest(out).verdicts[0]?.parameters).toEqual(record?.parameters)
  })

  it('tests a server by its address', { timeout: 60_000 }, async () => {
    const server = start(['reference', 'server', '--port', '0', '--domain', 'address.test'])
    const [, port] = await server.shows(/at 127\.0\.0\.1:(\d+)/)
    const out = reportFolder()
    const address = `address:127.0.0.1:${port}?domain=address.test`
    const ended = await assay(['run', address, '--only', 'discovery/delivery/bare', '--out', out])
    expect(ended.code, ended.out + ended.err).toBe(0)
    server.child.kill('SIGINT')
    expect((await server.ended).code).toBe(130)
  })

  it('says in which step the subject died', { timeout: 60_000 }, async () => {
    const server = start(['reference', 'server', '--port', '0'])
    const [, port] = await server.shows(/at 127\.0\.0\.1:(\d+)/)
    const out = reportFolder()
    const run = start(['run', `address:127.0.0.1:${port}?domain=localhost`, '--out', out])
    await run.shows(/^\s*\d+\/\d+/m)
    server.child.kill('SIGKILL')
    const ended = await run.ended
    expect(ended.code, ended.out).toBe(69)
    const { died, counts } = latest(out)
    expect(died?.scenario).toMatch(/\w+\/\w+/)
    expect(died?.step).not.toBe('')
    expect(counts.error).toBe(0)
    expect(counts.untested).toBeGreaterThan(0)
    expect(ended.out).toContain(died?.scenario)
  })

  it('ends cleanly on Ctrl-C, with reports', { timeout: 60_000 }, async () => {
    const out = reportFolder()
    const run = start(['run', '--only', 'discovery', '--jobs', '1', '--out', out])
    await run.shows(/^\s*\d+\/\d+/m)
    run.child.kill('SIGINT')
    const ended = await run.ended
    expect(ended.code, ended.err).toBe(130)
    expect(latest(out).counts.untested).toBeGreaterThan(0)
    expect(latest(out).counts.error).toBe(0)
  })
})
