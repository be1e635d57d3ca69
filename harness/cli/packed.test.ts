import { execFile, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { packageRoot } from '../core/package-root.js'

const run = promisify(execFile)
const ROOT = packageRoot()

describe('the package as it is published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-packed-'))
  const installed = join(folder, 'node_modules', 'xmpp-assay')
  const elsewhere = join(folder, 'elsewhere')

  beforeAll(async () => {
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT })
    const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
    mkdirSync(installed, { recursive: true })
    await run('tar', ['-xzf', join(folder, archive), '-C', installed, '--strip-components=1'])
    symlinkSync(join(ROOT, 'node_modules'), join(installed, 'node_modules'))
    symlinkSync(join(ROOT, 'node_modules', 'vitest'), join(folder, 'node_modules', 'vitest'))
    cpSync(join(ROOT, 'fixtures', 'bundles', 'one-end-at-once'), join(elsewhere, 'bundle'), {
      recursive: true,
    })
  }, 120_000)

  /** Runs its command from a folder in which nothing but the bundle is. */
  function assay(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const command = join(installed, 'dist', 'harness', 'cli', 'main.js')
    return node([command, ...args])
  }

  function node(
    args: string[],
    env: Record<string, string> = {},
  ): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, args, {
      cwd: elsewhere,
      env: { ...process.env, ...env, NO_COLOR: '1' },
    })
    const seen = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      seen.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      seen.err += text
    })
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...seen })))
  }

  test('replays a bundle on the variant and on the reference', { timeout: 60_000 }, async () => {
    const again = await assay('replay', 'bundle')
    expect(again.code, again.err).toBe(1)
    expect(again.out).toMatch(/^STILL FAILS: INV-DP-a fails in 1 of 1 play/m)
    const fixed = await assay('replay', 'bundle', '--on', 'embedded', '--times', '1')
    expect(fixed.code, fixed.err).toBe(0)
    expect(fixed.out).toMatch(/^FIXED: INV-DP-a holds in 1 of 1 play/)
  })

  test('has its emitted test fail on the variant, and pass on the reference', {
    timeout: 60_000,
  }, async () => {
    const emitted = await assay('emit-test', 'bundle', '--out', 'bug.test.ts')
    expect(emitted.code, emitted.err).toBe(0)
    const vitest = [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', elsewhere]
    const failing = await node(vitest)
    expect(failing.code).toBe(1)
    expect(failing.out + failing.err).toContain(
      'INV-DP-a fails in 1 of 1 play on sim:tells-of-one-end-at-once-only',
    )
    const passing = await node(vitest, { ASSAY_SUBJECT: 'sim' })
    expect(passing.code, passing.out + passing.err).toBe(0)
    const again = await assay('emit-test', 'bundle', '--out', 'bug.test.ts')
    expect(again).toMatchObject({ code: 64, out: '' })
  })
})
