import { expect, test } from 'vitest'
import type { JournalEvent } from '../../journal/event.js'
import { readHistory } from '../history.js'
import { judgeInvariant } from './judge.js'
import type { InvariantOptions } from './options.js'
import { INVARIANT_IDS } from './registry.js'
import { optionsFor } from './test-plan.js'
import { Draw } from './test-random.js'
import { BOUNDS } from './test-tape.js'
import { ACTIONS, type Action, ModelWorld } from './test-world.js'

/** How many events are judged; not in an ordinary run: `ASSAY_BENCH=1000000 npx vitest run harness/judge/invariants/bench`. */
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

/** A journal as it is read from a file, without the model that made it. */
function generated(): { events: JournalEvent[]; options: InvariantOptions } {
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
  const events = world.tape.events.map((event) => JSON.parse(JSON.stringify(event)) as JournalEvent)
  return { events, options: optionsFor(world, false) }
}

/** Processor time so far, s: other work on the machine doesn't count. */
const cpu = () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage())
const mebibytes = () => Math.round(process.memoryUsage().rss / 2 ** 20)

test.skipIf(WANTED === 0)(
  'a long history is judged in time, and in little memory',
  { timeout: 900_000 },
  () => {
    const { events, options } = generated()
    const lines: string[] = []
    const begin = cpu()
    let most = 0
    const note = (what: string, since: number) => {
      most = Math.max(most, mebibytes())
      lines.push(`${(cpu() - since).toFixed(2)} s  ${mebibytes()} MiB  ${what}`)
    }
    const history = readHistory(events, BOUNDS)
    note(`${events.length} events read`, begin)
    for (const id of INVARIANT_IDS) {
      const since = cpu()
      const { verdict, actual } = judgeInvariant(history, id, options)
      note(`${id} ${verdict}: ${actual}`, since)
      expect(verdict).not.toBe('fail')
    }
    note('in all', begin)
    console.log(lines.join('\n'))
    expect(most).toBeLessThan(2048)
  },
)
