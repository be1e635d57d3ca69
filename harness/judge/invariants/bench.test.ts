import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { packageRoot } from '../../core/package-root.js'
import type { InvariantOptions } from './options.js'
import { optionsFor } from './test-plan.js'
import { Draw } from './test-random.js'
import { BOUNDS } from './test-tape.js'
import { ACTIONS, type Action, ModelWorld } from './test-world.js'

/**
 * How many events are judged; not in an ordinary run: `npm run build`, and then
 * `ASSAY_BENCH=1000000 npx vitest run harness/judge/invariants/bench`.
 */
const WANTED = Number(process.env.ASSAY_BENCH ?? 0)
const MOSTLY: Action['do'][] = [
  'ping',
  'ping',
  'ping',
  'request',
  'burst',
  'priority',
  'direct',
  'back',
  'retract',
]

function* actions(draw: Draw): Generator<Action> {
  const rare = ACTIONS.filter((a) => a !== 'stall' && a !== 'wait')
  for (;;) {
    const parts = {
      who: draw.integer(100),
      whom: draw.integer(100),
      priority: draw.pick([0, 1, 5, 10]),
      gap: draw.number(10),
    }
    yield { do: draw.once(60) ? draw.pick(rare) : draw.pick(MOSTLY), ...parts }
    if (draw.once(3))
      for (const again of ['restart', 'client-starts', 'awake', 'resume'] as const)
        yield { do: again, ...parts, gap: 0 }
  }
}

/** Writes the journal of a long history; returns how it is to be judged. */
async function write(path: string): Promise<InvariantOptions> {
  const world = new ModelWorld({
    seed: 1,
    manner: { policy: 'tied', nobody: 'store', work: 1, kept: 500, notice: 100 },
    priorities: [10, 8, 6, 5, 5, 1],
    clients: 20,
    managed: 0,
    latency: 3,
    actions: [],
    isCalm: false,
  })
  world.play(actions(new Draw(1)), () => world.tape.events.length >= WANTED)
  await writeFile(
    path,
    world.tape.events.map((event) => `${JSON.stringify(event)}\n`),
  )
  return optionsFor(world, false)
}

/** What a process of its own does: it reads the journal and judges it by every rule. */
const JUDGE = `
  const [built, path, asked] = process.argv.slice(1)
  const { bounds, options } = JSON.parse(asked)
  const { readJournal } = await import(built + 'journal/read.js')
  const { readHistory } = await import(built + 'judge/history.js')
  const { judgeInvariants } = await import(built + 'judge/invariants/judge.js')
  const begin = performance.now()
  const events = []
  for await (const event of readJournal(path)) events.push(event)
  const judged = judgeInvariants(readHistory(events, bounds), options)
  console.log(JSON.stringify({
    events: events.length,
    seconds: (performance.now() - begin) / 1000,
    mebibytes: process.resourceUsage().maxRSS / 1024,
    failed: judged.flatMap(({ invariant, judgement }) => judgement.verdict === 'fail' ? [invariant] : []),
  }))
`

test.skipIf(WANTED === 0)(
  'a long history is judged in 30 s for a million events, and in 2 GiB',
  { timeout: 900_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'))
    try {
      const path = join(folder, 'journal.ndjson')
      const asked = JSON.stringify({ bounds: BOUNDS, options: await write(path) })
      const built = `${pathToFileURL(join(packageRoot(), 'dist', 'harness')).href}/`
      const child = ['--input-type=module', '-e', JUDGE, built, path, asked]
      const { stdout } = await promisify(execFile)(process.execPath, child)
      console.log(stdout)
      const { events, seconds, mebibytes, failed } = JSON.parse(stdout)
      expect(failed).toEqual([])
      expect(seconds).toBeLessThan((30 * events) / 1e6)
      expect(mebibytes).toBeLessThan(2048)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)
