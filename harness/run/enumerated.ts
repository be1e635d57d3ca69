import { scenarioSeed, seededRandom } from '../core/random.js'
import type { FlowPlaces } from '../core/results-cuts.js'
import { bytesBetween, CUT_KINDS, type Cut, cutAt, cutsAtPlaces, pathOf } from '../faults/cut.js'
import type { Drawing } from './generated.js'
import type { EnumeratedScenario } from './scenario.js'
import { type PlayedScope, playScope, type RunContext } from './scope.js'

/** What the undisturbed play is called where others have the path of their cut. */
export const UNCUT = 'uncut'

/** What the play of a cut has for parameters; the undisturbed play has them, too. */
const parametersOf = (cut: Cut | undefined): unknown => cut ?? { cut: 'none' }

/** The cut that the parameters of a play name; none of the undisturbed play. */
export const cutIn = (parameters: unknown): Cut | undefined =>
  (parameters as { cut: string }).cut === 'none' ? undefined : (parameters as Cut)

/** How many bytes are drawn beside all places, where nothing else is said. */
const BYTES = 1000

/**
 * Plays an exchange undisturbed, and then once for each cut of a sample of those that were possible in it, or for the
 * one cut that `drawing.path` names.
 */
export async function playEnumerated(
  context: RunContext,
  scenario: EnumeratedScenario,
  drawing: Drawing,
  onPlayed: (scope: PlayedScope) => void,
): Promise<void> {
  const play = async (cut: Cut | undefined) => {
    const path = cut === undefined ? UNCUT : pathOf(cut)
    const start = { scenario: scenario.path, role: scenario.role, proves: scenario.proves }
    const scope = await playScope(
      context,
      `${scenario.path}#${path}`,
      { ...start, phase: 'explore', path, parameters: parametersOf(cut) },
      (world) => scenario.play(world, cut),
    )
    onPlayed(scope)
    return scope
  }
  if (drawing.path !== undefined && drawing.path !== UNCUT) {
    await play(cutAt(drawing.path))
    return
  }
  const measured = (await play(undefined)).proxied?.measured ?? []
  if (drawing.path === UNCUT) return
  const queue = sampleOf(
    measured,
    drawing.cuts ?? drawing.examples,
    `${scenarioSeed(context.seed, scenario.path)}`,
  )
  const lane = async () => {
    const isOver = () => context.signal.aborted || drawing.enough?.aborted === true
    for (let next = queue.shift(); next !== undefined && !isOver(); next = queue.shift()) await play(next)
  }
  await Promise.all(Array.from({ length: drawing.lanes }, lane))
}

/**
 * A sample of all cuts that are possible in these flows: first those behind places, drawn evenly if there are more
 * than `most`; then cuts behind other bytes.
 * @param most `all` is every place by every kind, and a thousand other bytes
 */
export function sampleOf(flows: readonly FlowPlaces[], most: number | 'all', seed: string): Cut[] {
  const random = seededRandom(seed)
  const places = cutsAtPlaces(flows)
  if (most !== 'all' && most <= places.length) return drawn(places, most, () => random.uint32())
  const others = bytesBetween(flows)
  const wanted = most === 'all' ? BYTES : most - places.length
  const total = others.length * CUT_KINDS.length
  const picked = picks(total, Math.min(wanted, total), () => random.uint32())
  const cuts = picked.map((index) => ({
    ...others[Math.floor(index / CUT_KINDS.length)]!,
    cut: CUT_KINDS[index % CUT_KINDS.length]!,
  }))
  return [...places, ...cuts]
}

function drawn<T>(items: readonly T[], most: number, uint32: () => number): T[] {
  return picks(items.length, most, uint32).map((index) => items[index]!)
}

/** `count` different whole numbers below `total`, in ascending order (Floyd's sampling). */
function picks(total: number, count: number, uint32: () => number): number[] {
  const taken = new Set<number>()
  for (let last = total - count; last < total; last += 1) {
    const one = uint32() % (last + 1)
    taken.add(taken.has(one) ? last : one)
  }
  return [...taken].sort((a, b) => a - b)
}
