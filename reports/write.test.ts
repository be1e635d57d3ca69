import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseResults } from './emit/schema.js'
import { sampleResults } from './test-results.js'
import { writeReports } from './write.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-reports-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('four whole files and nothing else, also when written again', async () => {
  const target = join(folder, 'new', 'run')
  const results = sampleResults()
  await writeReports(results, target)
  const paths = await writeReports(results, target)
  expect((await readdir(target)).sort()).toEqual(['junit.xml', 'profile.md', 'report.html', 'results.json'])
  expect(parseResults(await readFile(paths.json, 'utf8'))).toEqual(results)
  expect(await readFile(paths.html, 'utf8')).toContain('</html>')
  expect(await readFile(paths.junit, 'utf8')).toContain('</testsuites>')
})
