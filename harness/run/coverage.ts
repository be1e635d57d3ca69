import { type Catalogue, CLASSES, type Requirement, type RequirementClass } from '../core/requirement.js'
import type { Coverage } from '../core/results.js'
import { inProfile } from './select.js'
import { clauseOf } from './verdicts.js'

/**
 * How much of a profile's part of the catalogue a run covered.
 * @param judged ids of the requirements that have a verdict in the run
 */
export function coverageOf(catalogue: Catalogue, profile: string, judged: ReadonlySet<string>): Coverage {
  const entries = [...catalogue.values()].filter((entry) => inProfile(entry, profile))
  return {
    requirements: entries.length,
    classes: countClasses(entries),
    unjudged: entries
      .filter(({ id }) => !judged.has(id))
      .map((entry) => ({
        requirement: entry.id,
        strength: entry.strength,
        clause: clauseOf(entry),
        says: entry.says,
        class: entry.class,
        why: whyOf(entry),
      })),
  }
}

/** How many entries there are of each class. */
export function countClasses(entries: readonly Requirement[]): Record<RequirementClass, number> {
  const counts = Object.fromEntries(CLASSES.map((each) => [each, 0])) as Record<RequirementClass, number>
  for (const entry of entries) counts[entry.class] += 1
  return counts
}

/** Why a requirement has no verdict of its own, in a sentence. */
export function whyOf({ class: how, why, until, impliedBy = [] }: Requirement): string {
  if (how === 'tested') return 'It has scenarios, but none of them was part of this run.'
  if (how === 'implied-by')
    return `It holds where ${impliedBy.join(' and ')} hold${impliedBy.length === 1 ? 's' : ''}.`
  return why ?? `No scenario proves it yet; it waits for the ${until ?? 'suites to come'}.`
}
