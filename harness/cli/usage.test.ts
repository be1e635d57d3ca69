import { describe, expect, it } from 'vitest'
import { assay, reportFolder } from './test-command.js'

/** One sentence (or two short ones), on one line, that ends like one. */
const SENTENCE = /^[A-Z"][^\n]{10,400}[.)]\n$/

describe('the command line', () => {
  it.each([
    [['--nonsense'], 64],
    [['run', '--nonsense'], 64],
    [['frobnicate'], 64],
    [['run', '--seed', 'abc'], 64],
    [['run', '--jobs', '0'], 64],
    [['run', 'embedded', '--page', 'servers.md'], 64],
    [['run', 'all', 'carrier-pigeon:1'], 64],
    [['run', '--profile', 'none'], 64],
    [['run', 'carrier-pigeon:1'], 64],
    [['run', 'embedded:no-such-variant'], 64],
    [['run', 'sim:no-such-variant'], 64],
    [['run', 'sim?tls=perhaps'], 64],
    [['run', 'sim?latency=-1'], 64],
    [['bench', 'sim:no-such-variant'], 64],
    [['detect', '--on', 'paper'], 64],
    [['run', 'address:127.0.0.1:5222?colour=red'], 64],
    [['run', '--expect', '/no/such/file.yaml'], 64],
    [['run', '--path', '1:2', '--only', 'discovery'], 64],
    [['list', 'unicorns'], 64],
    [['judge', '/no/such/run'], 64],
    [['replay', '/no/such/bundle'], 64],
    [['replay', 'package.json'], 64],
    [['replay', 'README.md'], 64],
    [['replay', 'fixtures/bundles/one-end-at-once', '--times', '0'], 64],
    [['replay', 'fixtures/bundles/one-end-at-once', '--on', 'carrier-pigeon:1'], 64],
    [['replay', 'fixtures/bundles/one-end-at-once', '--on', 'address:127.0.0.1:1'], 69],
    [['shrink', '/no/such/bundle'], 64],
    [['emit-test', '/no/such/bundle'], 64],
    [['emit-test', 'fixtures/bundles/one-end-at-once', '--out', '/no/such/folder/x.test.ts'], 64],
    [['compare', '/no/such/run', '/nor/this'], 64],
    [['detect', '--only', 'no-such-variant'], 64],
    [['reference', 'server', '--port', 'x'], 64],
    [['reference', 'server', '--max-stanza', '9999'], 64],
    [['reference', 'server', '--conflict', 'toss'], 64],
    [['reference', 'server', '--port', '0', '--component', 'muc.localhost'], 64],
    [['reference', 'service', '--jid', 'a@b'], 64],
    [['run', '--only', 'no/such/thing'], 3],
    [['run', '--only', 'XEP0313-6-a'], 3],
    [['run', 'address:127.0.0.1:1'], 69],
  ])('%j ends with %i and one sentence', async (args, code) => {
    const ended = await assay([...args, ...(args[0] === 'run' ? ['--out', reportFolder()] : [])])
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.err).toMatch(SENTENCE)
  })

  it('says that a container needs an engine', async () => {
    const env = { DOCKER_HOST: 'unix:///no/such/engine.sock' }
    const ended = await assay(['run', 'container:prosody@13.0', '--out', reportFolder()], env)
    expect(ended).toMatchObject({ code: 69, out: '' })
    expect(ended.err).toMatch(SENTENCE)
  })

  it.each([
    'requirements',
    'scenarios',
    'subjects',
    'variants',
  ])('lists %s as lines and as JSON', async (what) => {
    const plain = await assay(['list', what])
    const json = await assay(['list', what, '--json'])
    expect(plain.code).toBe(0)
    const rows = JSON.parse(json.out) as unknown[]
    expect(rows.length).toBeGreaterThan(2)
    expect(plain.out.trim().split('\n')).toHaveLength(rows.length)
  })
})
