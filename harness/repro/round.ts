import { setMaxListeners } from 'node:events'
import { type Bundle, exampleOf } from './bundle.js'
import { type Known, type Likeness, likeness } from './likeness.js'
import { type Play, playOnce, type Stage } from './play.js'

/** One play of a bundle, with what it shows. */
export interface Shown {
  play: Play
  shows: Likeness
}

/** What outweighs what, where an example was played more than once at a time. */
const WEIGHT = { same: 3, different: 2, held: 1, open: 0 } as const satisfies Record<Likeness['is'], number>

/**
 * Plays a bundle's example once, or as often at once as the bundle says that it takes: of these the play that says
 * most. A simulation does the same each time, so that there one is enough.
 * @param number of this play among those of the same bundle, from 1
 */
export async function playRound(stage: Stage, bundle: Bundle, number: number, known: Known): Promise<Shown> {
  const atOnce = stage.subject.facts.carrier === 'sim' ? 1 : (bundle.atOnce ?? 1)
  const first = (number - 1) * atOnce + 1
  // One listener for each copy.
  setMaxListeners(0, stage.signal)
  const plays = await Promise.all(
    Array.from({ length: atOnce }, (_, i) => playOnce(stage, exampleOf(bundle), nameOf(bundle, first + i))),
  )
  return plays
    .map((play) => ({ play, shows: likeness(bundle, play.scope, known) }))
    .reduce((most, each) => (WEIGHT[each.shows.is] > WEIGHT[most.shows.is] ? each : most))
}

/** The name of a play's scope: of the first the bundle's own; others must not meet its accounts. */
export const nameOf = ({ scope }: Bundle, number: number) => (number === 1 ? scope : `${scope}~${number}`)
