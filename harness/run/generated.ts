import fc from 'fast-check'
import { scenarioSeed } from '../core/random.js'
import type { Phase } from '../journal/event.js'
import type { GeneratedScenario } from './scenario.js'
import { type PlayedScope, playScope, type RunContext } from './scope.js'

/** How examples of a generated scenario are drawn and what is done with a failing one. */
export interface Drawing {
  /** How many examples to draw. */
  examples: number
  /** How many cuts of an exchange to play, where that is another number; `all`: all that end behind an element, too. */
  cuts?: number | 'all'
  /** When it is aborted, no further example is begun; what failed until then is shrunk. */
  enough?: AbortSignal
  /**
   * Called when a scenario begins to be played, with the number of generated scenarios of the run that the subject can
   * play; gives the `enough` of this one.
   */
  share?(scenarios: number): AbortSignal
  /** How many examples are played at once. */
  lanes: number
  /** Shrinking takes hundreds of examples, so only subjects that are cheap to exercise are shrunk on. */
  onFailure: 'shrink' | 'keep'
  /** Replays the example at this path of fast-check instead of drawing. */
  path?: string
  /** Most examples tried while shrinking one requirement. */
  shrinkBudget: number
}

/**
 * Plays a generated scenario: draws examples from the scenario's seed, judges each, and shrinks the first
 * failing example of every requirement that failed.
 */
export async function playGenerated(
  context: RunContext,
  scenario: GeneratedScenario,
  drawing: Drawing,
  onPlayed: (scope: PlayedScope) => void,
): Promise<void> {
  const seed = scenarioSeed(context.seed, scenario.path)
  const firstFailing = new Map<string, number>()
  let number = 0
  const play = async (example: unknown, phase: Phase, place: { path?: string; about?: string }) => {
    const scope = await playScope(
      context,
      `${scenario.path}#${++number}`,
      {
        scenario: scenario.path,
        role: scenario.role,
        proves: scenario.proves,
        phase,
        parameters: example,
        ...place,
      },
      (world) => scenario.play(world, example),
    )
    onPlayed(scope)
    return scope
  }
  if (drawing.path !== undefined) {
    const [example] = fc.sample(scenario.examples, { seed, path: drawing.path, numRuns: 1 })
    await play(example, 'explore', { path: drawing.path })
    return
  }
  const drawn = fc.sample(scenario.examples, { seed, numRuns: drawing.examples })
  const queue = [...drawn.entries()]
  const lane = async () => {
    const isOver = () => context.signal.aborted || drawing.enough?.aborted === true
    for (let next = queue.shift(); next !== undefined && !isOver(); next = queue.shift()) {
      const [index, example] = next
      const scope = await play(example, 'explore', { path: String(index) })
      for (const id of failing(scope)) firstFailing.set(id, Math.min(index, firstFailing.get(id) ?? index))
    }
  }
  await Promise.all(Array.from({ length: drawing.lanes }, lane))
  if (drawing.onFailure === 'keep') return
  // Lanes overtake each other: the order in which failures were seen is no order.
  for (const [about, index] of [...firstFailing].sort(([a, i], [b, k]) => i - k || (a < b ? -1 : 1))) {
    let left = drawing.shrinkBudget
    const property = fc.asyncProperty(scenario.examples, async (example) => {
      if (left === 0 || context.signal.aborted) return true
      left -= 1
      const scope = await play(example, 'shrink', { about })
      return !failing(scope).includes(about)
    })
    const found = await fc.check(property, { seed, path: String(index), numRuns: 1 })
    const path = found.counterexamplePath ?? String(index)
    const [example] = found.counterexample ?? [drawn[index]]
    await play(example, 'final', { path, about })
  }
}

function failing(scope: PlayedScope): string[] {
  return scope.verdicts.filter((v) => v.judgement.verdict === 'fail').map((v) => v.requirement)
}
