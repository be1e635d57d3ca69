import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { packageRoot } from './core/package-root.js'

interface Violation {
  from: string
  to: string
  rule: { name: string }
}

const ROOT = packageRoot()
const FOLDERS = ['harness', 'suites', 'fixtures', 'reports']

/** Everything that the rules refuse, with the planted violations. */
async function cruise(): Promise<Violation[]> {
  const command = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const args = [command, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...FOLDERS]
  const env = { ...process.env, ASSAY_PLANTED: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: ROOT,
    env,
    maxBuffer: 2 ** 28,
  }).catch((failure: { stdout?: string }) => {
    if (!failure.stdout) throw failure
    return { stdout: failure.stdout }
  })
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations
}

describe('imports', () => {
  let violations: Violation[] = []
  beforeAll(async () => {
    violations = await cruise()
  })

  test.each([
    ['judge', 'harness/judge/planted/peeks-at-actors.ts', 'harness/actors/inbox.ts'],
    ['judge', 'harness/judge/planted/peeks-at-actors.ts', 'harness/run/world.ts'],
    ['judge-is-pure', 'harness/judge/planted/peeks-at-actors.ts', 'ltx'],
    ['suites', 'suites/planted/reaches-below.ts', 'harness/judge/judges.ts'],
    ['suites-do-no-io', 'suites/planted/reaches-below.ts', 'fs'],
    ['reference', 'fixtures/reference/planted/sees-a-judge.ts', 'harness/judge/delivery-table.ts'],
    ['reports', 'reports/planted/asks-the-runner.ts', 'harness/run/gate.ts'],
  ])('rule %s catches the planted import from %s to %s', (rule, from, to) => {
    const found = violations.filter((v) => v.rule.name === rule && v.from === from)
    expect(found.map((v) => v.to)).toContainEqual(expect.stringContaining(to))
  })

  test('nothing but what is planted breaks a rule', () => {
    const others = violations.filter((v) => !v.from.includes('/planted/'))
    expect(others.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([])
  })
})

/** What reads real time or randomness by itself, rather than from a Clock or Random that it is given. */
const AMBIENT =
  /\b(?:Date\.now|Math\.random|performance\.now|setTimeout|setInterval|setImmediate)\b|\bnew Date\(\)/u

/** Comments may speak of what code may not use. */
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/^\s*\/\/.*$/gmu, '')

const sources = FOLDERS.concat('docker').flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith('.ts') && !e.name.endsWith('.test.ts'))
    .map((e) => relative(ROOT, join(e.parentPath, e.name))),
)

/** The timers in the viewer's script run in the reader's browser. */
const BROWSER = 'reports/viewer/script.ts'

const usesAmbient = (path: string) => AMBIENT.test(code(readFileSync(join(ROOT, path), 'utf8')))

describe('time and randomness', () => {
  const outside = sources.filter((path) => !path.startsWith('harness/core/') && path !== BROWSER)

  test('the scan sees the sources, and catches the planted clock', () => {
    expect(outside.length).toBeGreaterThan(100)
    expect(usesAmbient('harness/judge/planted/peeks-at-actors.ts')).toBe(true)
    expect(usesAmbient('harness/core/clock.ts')).toBe(true)
  })

  test('live in harness/core only', () => {
    expect(outside.filter((path) => !path.includes('/planted/') && usesAmbient(path))).toEqual([])
  })
})
