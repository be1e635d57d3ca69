import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parseResults } from '../../reports/emit/schema.js'
import { engineTrouble } from '../subjects/engine.js'
import { assay, reportFolder, start } from './test-command.js'

const run = promisify(execFile)
const trouble = await engineTrouble()
const required = process.env.ASSAY_REQUIRE_ENGINE === '1'

/** Kills a run when it has judged something; returns its process id. */
async function killInMidRun(args: string[]): Promise<number> {
  const command = start(args)
  await command.shows(/✓ [1-9]/)
  command.child.kill('SIGKILL')
  await command.ended
  return command.child.pid ?? 0
}

/** Containers and networks that a process made and that are still there. */
async function leftBy(pid: number): Promise<string[]> {
  const filter = ['--quiet', '--filter', `label=assay.pid=${pid}`]
  const listed = [
    await run('docker', ['ps', '--all', ...filter]),
    await run('docker', ['network', 'ls', ...filter]),
  ]
  return listed.flatMap(({ stdout }) => stdout.split('\n').filter((line) => line !== ''))
}

test('the journal of a killed run can be judged up to its last event', { timeout: 120_000 }, async () => {
  const out = reportFolder()
  await killInMidRun(['run', 'embedded', '--only', 'discovery', '--out', out])
  const judged = await assay(['judge', join(out, 'latest')])
  expect(judged.code, judged.out + judged.err).toBe(2)
  const { counts, gate } = parseResults(readFileSync(join(out, 'latest', 'results.json'), 'utf8'))
  expect(counts.pass).toBeGreaterThan(0)
  expect(gate.problems.map(({ kind }) => kind)).toContain('incomplete')
})

test('what a killed run leaves in the engine is removed by the next', {
  timeout: 240_000,
}, async (context) => {
  if (trouble !== undefined && !required) context.skip(trouble)
  const out = reportFolder()
  const pid = await killInMidRun(['run', 'container:prosody@13.0', '--only', 'discovery', '--out', out])
  expect(await leftBy(pid)).not.toEqual([])
  const next = await assay(['run', 'container:prosody@13.0', '--only', 'RFC6121-8.5.2.1.1-g', '--out', out])
  expect(next.code, next.out + next.err).toBe(0)
  expect(await leftBy(pid)).toEqual([])
})
