import type { Pattern } from '../core/pattern.js'
import { closureOf, connectionOf } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { matches } from './pattern.js'

/** What the judge `unguessable` is asked about the ids of one kind of stanza. */
export interface UnguessableArgs {
  /** Connections of several runs of the subject. */
  runs: string[]
  about: Pattern
  /** How many bits of each id nobody may be able to guess. */
  bits: number
  /** How many ids each run must show for an answer. */
  least: number
}

/** An id, and the event that shows it. */
interface Shown {
  n: number
  id: string
}

/**
 * Whether ids can hold as much chance as they must. An upper bound: in the places where the ids of one run differ,
 * each of all characters that were seen anywhere. Sound: it fails when even this is too little, or when an id is
 * used twice, which chance doesn't do. A pass says only that nothing seen speaks against them: how they were made
 * can't be seen.
 */
export const unguessable: Judge<UnguessableArgs> = (history, { runs, about, bits, least }) => {
  const ids = runs.map((run): Shown[] =>
    (connectionOf(history, run)?.received ?? [])
      .filter(({ element }) => matches(element, about) && element.attrs.id)
      .map(({ n, element }) => ({ n, id: element.attrs.id ?? '' })),
  )
  const all = ids.flat()
  const evidence = all.map(({ n }) => n)
  const closure = closureOf(connectionOf(history, runs.at(-1) ?? ''))
  const expected = [`Ids have ${bits} bits or more that nobody can guess.`]
  const said = { expected, actual: `${all.length} ids in ${runs.length} runs`, closure }
  const again = all.filter(({ id }, i) => all.findIndex((other) => other.id === id) < i)
  if (again.length > 0)
    return judgement('fail', {
      ...said,
      evidence: all.filter(({ id }) => again.some((other) => other.id === id)).map(({ n }) => n),
      deviation: 'an id is used twice',
      explanation: `Of ${all.length} ids, ${again.length} had been used before; with ${bits} random bits that does not happen.`,
    })
  if (ids.some((shown) => shown.length < least))
    return judgement('inconclusive', {
      ...said,
      evidence,
      explanation: `It takes ${least} ids in each run for an answer.`,
    })
  const everything = all.map(({ id }) => id)
  const alphabet = alphabetOf(everything)
  const texts = ids.map((shown) => shown.map(({ id }) => id))
  const most = Math.min(...texts.map((each) => mostBits(each, everything)))
  if (most >= bits)
    return judgement('pass', {
      ...said,
      evidence,
      explanation: `No id came twice, and they differ in places enough for ${bits} bits.`,
    })
  return judgement('fail', {
    ...said,
    evidence,
    deviation: 'ids differ in too few places',
    explanation: `The ids of one run differ in so few places, with ${alphabet} characters in all, that they hold ${Math.floor(most)} bits at most.`,
  })
}

/**
 * How many bits of chance `ids` can hold at most: the places in which they differ, each of all characters of
 * `everything` that was ever seen.
 */
export function mostBits(ids: string[], everything: string[]): number {
  return places(ids) * Math.log2(alphabetOf(everything))
}

const alphabetOf = (ids: string[]) => new Set(ids.flatMap((id) => [...id])).size

/** In how many places, counted from the beginning, the ids differ. */
function places(ids: string[]): number {
  const characters = ids.map((id) => [...id])
  const length = Math.max(...characters.map((each) => each.length))
  return Array.from({ length }, (_, place) => new Set(characters.map((each) => each[place])).size).filter(
    (different) => different > 1,
  ).length
}
