import type { JournalEvent } from '../../journal/event.js'
import { readHistory } from '../history.js'
import { judgeInvariant } from './judge.js'
import { INVARIANT_IDS } from './registry.js'
import { optionsFor } from './test-plan.js'
import { Draw } from './test-random.js'
import { BOUNDS } from './test-tape.js'
import { ACTIONS, type Action, ModelWorld } from './test-world.js'

/**
 * Judges a generated journal of many events, and says how long that took and how much memory it needed:
 * `npx vite-node harness/judge/invariants/test-bench.ts 1000000`.
 */
const wanted = Number(process.argv.at(-1)) || 1_000_000
const draw = new Draw(1)
const mostly: Action['do'][] = [
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

function* actions(): Generator<Action> {
  for (;;) {
    const what = draw.once(60)
      ? draw.pick(ACTIONS.filter((a) => a !== 'stall' && a !== 'wait'))
      : draw.pick(mostly)
    const isEnd = draw.once(3)
    const action = {
      who: draw.integer(100),
      whom: draw.integer(100),
      priority: draw.pick([0, 1, 5, 10]),
      gap: draw.number(10),
    }
    yield { do: what, ...action }
    if (isEnd)
      for (const again of ['restart', 'client-starts', 'awake', 'resume'] as const)
        yield { do: again, ...action, gap: 0 }
  }
}

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
world.play(actions(), () => world.tape.events.length >= wanted)
const events: JournalEvent[] = world.tape.events
/** Processor time so far, ms: other work on the machine doesn't count. */
const cpu = () => (({ user, system }) => (user + system) / 1000)(process.cpuUsage())
const say = (what: string) =>
  console.log(
    `${String(Math.round(cpu() - start)).padStart(7)} ms  ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB  ${what}`,
  )
let start = cpu()
const history = readHistory(events, BOUNDS)
say(`${events.length} events read`)
const begin = start
for (const id of INVARIANT_IDS) {
  start = cpu()
  const { verdict, actual, explanation } = judgeInvariant(history, id, optionsFor(world, false))
  say(`${id} ${verdict}: ${verdict === 'fail' ? explanation.slice(0, 600) : actual}`)
}
start = begin
say(`in all; at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`)
