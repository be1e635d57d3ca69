import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assay, reportFolder } from './test-command.js'

/** One sentence (or two short ones), on one line, that ends like one. */
const SENTENCE = /^[A-Z/"][^\n]{10,400}[.)]\n$/

const comparison = (out: string) => readdirSync(out).find((name) => name.includes('-compare-')) ?? ''
const ONLY = ['--only', 'discovery/directed/sender-gone', '--only', 'discovery/delivery/bare/one-nonneg']

describe('assay compare', () => {
  it('compares what several subjects left, and writes the page for operators', {
    timeout: 120_000,
  }, async () => {
    const out = reportFolder()
    const subjects = ['embedded:delivers-groupchat', 'address:127.0.0.1:1', 'embedded']
    const ran = await assay(['run', ...subjects, ...ONLY, '--out', out])
    expect(ran.code, ran.out + ran.err).toBe(69)
    expect(ran.err).toContain('127.0.0.1:1')
    const text = readFileSync(join(out, comparison(out), 'comparison.md'), 'utf8')
    expect(text).toContain('RFC6121-8.5.2.1.1-g')

    const runs = readdirSync(out).filter((name) => /embedded/.test(name))
    expect(runs).toHaveLength(2)
    const [folder = '', other = ''] = runs.map((name) => join(out, name))
    const again = reportFolder()
    const page = join(again, 'deep', 'servers.md')
    const given = [folder, join(other, 'results.json'), '--out', again, '--page', page]
    const compared = await assay(['compare', ...given])
    expect(compared.code, compared.err).toBe(0)
    expect(compared.out).toMatch(/RFC6121-8\.5\.2\.1\.1-g[\s\S]*✗ fail: delivered/)
    expect(compared.out).toMatch(/closing tag +\d/)
    expect(readFileSync(page, 'utf8')).toMatch(/^# Servers\n/)
    expect(existsSync(join(again, 'latest'))).toBe(false)
    expect(readFileSync(join(again, comparison(again), 'comparison.html'), 'utf8')).toContain('</html>')
  })

  it.each<[string, (folder: string) => string[], RegExp]>([
    ['one run', (folder) => [folder], /at least two/],
    ['a file that is not there', (folder) => [join(folder, 'none'), folder], /There is no run at/],
    ['a folder of something else', (folder) => [join(folder, 'empty'), folder], /has no results\.json/],
    ['a file of another kind', (folder) => [join(folder, 'text.json'), folder], /is not JSON/],
    [
      'another format',
      (folder) => [join(folder, 'newer.json'), folder],
      /newer\.json is not a results document/,
    ],
  ])('%s ends with 64 and one sentence', async (_name, runs, message) => {
    const folder = reportFolder()
    mkdirSync(join(folder, 'empty'))
    writeFileSync(join(folder, 'text.json'), 'no')
    writeFileSync(join(folder, 'newer.json'), '{"format":"assay-results/2"}')
    const ended = await assay(['compare', ...runs(folder), '--out', folder])
    expect(ended).toMatchObject({ code: 64, out: '' })
    expect(ended.err).toMatch(SENTENCE)
    expect(ended.err).toMatch(message)
    expect(comparison(folder)).toBe('')
  })
})
