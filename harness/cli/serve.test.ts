import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { packageRoot } from '../core/package-root.js'
import { bundlesOf } from '../repro/test-run.js'
import { assay, type Started, start } from './test-command.js'

const GOLDEN = join(packageRoot(), 'fixtures', 'bundles', 'one-end-at-once')

const children: Started[] = []
const kept = (started: Started) => {
  children.push(started)
  return started
}
afterEach(() => {
  for (const { child } of children.splice(0)) child.kill('SIGKILL')
})

describe('assay serve', () => {
  it('shows every step and stanza with its time, then the verdicts', async () => {
    const ended = await assay(['serve', GOLDEN])
    expect(ended.code, ended.err).toBe(1)
    const lines = ended.out.split('\n')
    const greeting = lines.findIndex((line) => line.includes('{"do":"greet","client":0,"instance":0}'))
    const sent = lines.findIndex((line) => /^ +[\d.]+ ms instance-1\/1 → <presence to="client-1-/.test(line))
    const got = lines.findIndex((line) => /^ +[\d.]+ ms client-1\/1 ← <presence .*instance-1"/.test(line))
    expect(greeting).toBeGreaterThan(0)
    expect(sent).toBeGreaterThan(greeting)
    expect(got).toBeGreaterThan(sent)
    expect(ended.out).toMatch(/^✗ fail INV-DP-a/m)
    expect(ended.out).toMatch(/^STILL FAILS: [^\n]+\n$/m)
  })

  it('plays the clients against a server that is running already', { timeout: 60_000 }, async () => {
    const server = kept(start(['reference', 'server', '--port', '0', '--domain', 'served.test']))
    const [, port] = await server.shows(/at 127\.0\.0\.1:(\d+)/)
    const ended = await assay(['serve', GOLDEN, '--on', `address:127.0.0.1:${port}?domain=served.test`])
    expect(ended.code, ended.out + ended.err).toBe(0)
    expect(ended.out).toContain('@served.test')
    expect(ended.out).toMatch(/^FIXED: /m)
  })

  it('leaves the subject up with --keep, until Ctrl-C', { timeout: 60_000 }, async () => {
    const serving = kept(start(['serve', GOLDEN, '--on', 'embedded', '--keep']))
    const [, port] = await serving.shows(/at 127\.0\.0\.1:(\d+)\. It stays up/)
    const doctor = await assay(['doctor', `address:127.0.0.1:${port}?domain=localhost`])
    expect(doctor.out + doctor.err).toContain(`127.0.0.1:${port}`)
    serving.child.kill('SIGINT')
    expect((await serving.ended).code).toBe(130)
    expect((await assay(['doctor', `address:127.0.0.1:${port}?domain=localhost`])).code).toBe(69)
  })

  it('plays the server for a client that somebody starts', { timeout: 60_000 }, async () => {
    const { folders } = await bundlesOf({ specifier: 'sim:client-reuses-the-id', only: ['clients/dix'] })
    const serving = kept(start(['serve', folders[0] ?? '', '--on', 'address:127.0.0.1:15227']))
    const [told] = await serving.shows(/ASSAY_JID[\s\S]+ASSAY_SERVICES='[^']+'\n/)
    const env = Object.fromEntries([...told.matchAll(/(ASSAY_\w+)='([^']*)'/g)].map(([, k, v]) => [k, v]))
    expect(env.ASSAY_PORT).toBe('15227')
    const account = ['--jid', env.ASSAY_JID ?? '', '--password', env.ASSAY_PASSWORD ?? '', '--insecure']
    const place = ['--server', `${env.ASSAY_HOST}:${env.ASSAY_PORT}`, '--service', env.ASSAY_SERVICES ?? '']
    kept(start(['reference', 'client', ...account, ...place]))
    const ended = await serving.ended
    expect(ended.out).toMatch(/server\/1 ← /)
    expect(ended.out).toMatch(/^(FIXED|CANNOT REPLAY): /m)
  })
})
