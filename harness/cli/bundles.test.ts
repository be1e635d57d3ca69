import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../core/package-root.js'
import { readBundle } from '../repro/read.js'
import { assay, reportFolder, start } from './test-command.js'

const GOLDEN = join(packageRoot(), 'fixtures', 'bundles', 'one-end-at-once')

/** A copy of the golden bundle, with `change` made to its bundle.json. */
function copied(change: Record<string, unknown> = {}): string {
  const path = join(reportFolder(), 'bundle')
  cpSync(GOLDEN, path, { recursive: true })
  const file = join(path, 'bundle.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }))
  return path
}

describe('a run that finds something', () => {
  const out = reportFolder()
  let shown = ''
  let bundle = ''
  beforeAll(async () => {
    const args = ['run', 'embedded:delivers-groupchat', '--only', 'discovery/delivery', '--out', out]
    shown = (await assay(args)).out
    bundle = join(out, 'latest', 'bundles', readdirSync(join(out, 'latest', 'bundles'))[0] ?? '')
  }, 60_000)

  it('names the folder of the bundles, and the command that replays one', async () => {
    expect(shown).toMatch(/^bundles +\S+\/bundles$/m)
    const [, command = ''] = /^replay +npx assay (.+)$/m.exec(shown) ?? []
    const replayed = await assay(command.split(' '))
    expect(replayed.code, replayed.err).toBe(1)
    expect(replayed.out).toMatch(/^STILL FAILS: RFC6121-8\.5\.2\.1\.1-g fails in 3 of 3 plays/m)
  })

  it('can be replayed on the reference, which is fixed', async () => {
    const fixed = await assay(['replay', bundle, '--on', 'sim'])
    expect(fixed).toMatchObject({ code: 0, out: expect.stringMatching(/^FIXED: [^\n]+\n$/) })
  })

  it('cannot be shrunk where its scenario is scripted', async () => {
    const ended = await assay(['shrink', bundle])
    expect(ended).toMatchObject({ code: 3, out: expect.stringMatching(/scripted[^\n]+\.\n$/) })
  })
})

describe('a run without unexpected fails', () => {
  it('leaves no bundles', async () => {
    const out = reportFolder()
    const ended = await assay(['run', 'sim', '--only', 'discovery/delivery', '--out', out])
    expect(ended.code, ended.err).toBe(0)
    expect(existsSync(join(out, 'latest', 'bundles'))).toBe(false)
    expect(ended.out).not.toMatch(/^(bundles|replay)/m)
  })
})

describe('assay replay', () => {
  it('cannot replay a scenario that this version does not have', async () => {
    const ended = await assay(['replay', copied({ scenario: 'chaos/of-tomorrow' })])
    expect(ended).toMatchObject({ code: 3, err: '' })
    expect(ended.out).toMatch(/^CANNOT REPLAY: [^\n]+chaos\/of-tomorrow[^\n]+\.\n$/)
  })

  it('says that a container needs an engine', async () => {
    const env = { DOCKER_HOST: 'unix:///no/such/engine.sock' }
    for (const command of ['replay', 'shrink']) {
      const ended = await assay([command, GOLDEN, '--on', 'container:prosody@13.0'], env)
      expect(ended, command).toMatchObject({ code: 69, out: '' })
      expect(ended.err).toMatch(/^[A-Z][^\n]+\.\n$/)
    }
  })

  it('ends at once on Ctrl-C, without an answer', async () => {
    const run = start(['replay', GOLDEN, '--on', 'embedded', '--times', '500'])
    await run.shows(/Replaying/)
    run.child.kill('SIGINT')
    expect(await run.ended).toMatchObject({ code: 130, out: '' })
  })
})

describe('assay shrink', () => {
  it('writes the smaller example in place, and keeps the drawn one', { timeout: 60_000 }, async () => {
    const { example } = readBundle(GOLDEN)
    const path = copied({ example: { drawn: example?.drawn, minimal: example?.drawn } })
    const ended = await assay(['shrink', path])
    expect(ended.code, ended.err).toBe(0)
    expect(ended.out).toMatch(/^39 commands became \d commands; 1 of 1 plays/)
    const { example: small, reproduced, shrunk } = readBundle(path)
    expect(small?.drawn).toEqual(example?.drawn)
    expect((small?.minimal as { commands: unknown[] }).commands.length).toBeLessThan(9)
    expect(reproduced).toEqual({ of: 1, failed: 1 })
    expect(shrunk?.on).toBe('sim:tells-of-one-end-at-once-only')
    expect(readdirSync(path).sort()).toEqual(['bundle.json', 'explain.md', 'journal.jsonl', 'wire'])
  })

  it('shrinks in simulations what fails over TCP, and confirms it there', {
    timeout: 240_000,
  }, async () => {
    const { example } = readBundle(GOLDEN)
    const path = copied({ example: { drawn: example?.drawn, minimal: example?.drawn } })
    const ended = await assay(['shrink', path, '--on', 'embedded:tells-of-one-end-at-once-only'])
    expect(ended.code, ended.err).toBe(0)
    const { example: small, reproduced, subject } = readBundle(path)
    const { commands } = small?.minimal as { commands: unknown[] }
    expect(commands.length, JSON.stringify(commands)).toBeLessThanOrEqual(8)
    expect(reproduced.of).toBe(5)
    expect(reproduced.failed).toBeGreaterThan(0)
    expect(subject.specifier).toBe('embedded:tells-of-one-end-at-once-only')
  })

  it('leaves the bundle as it is on Ctrl-C', async () => {
    const { example } = readBundle(GOLDEN)
    const path = copied({ example: { drawn: example?.drawn, minimal: example?.drawn } })
    const before = readFileSync(join(path, 'bundle.json'), 'utf8')
    const run = start(['shrink', path])
    await run.shows(/Making/)
    run.child.kill('SIGINT')
    expect(await run.ended).toMatchObject({ code: 130, out: '' })
    expect(readFileSync(join(path, 'bundle.json'), 'utf8')).toBe(before)
  })
})
