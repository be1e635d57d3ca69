import type { Strength } from '../../harness/core/requirement.js'
import type { Results } from '../../harness/core/results.js'
import { VERDICTS, type Verdict } from '../../harness/core/verdict.js'
import { wording } from './behaviour.js'
import { byId } from './order.js'

/** What one run says about a scenario: the verdict, and what the subject did, where that has words. */
export interface Stand {
  verdict: Verdict
  /** The branch taken, or the deviation. */
  words?: string
}

/** Scenarios of one requirement in which the subjects differ, all in the same way. */
export interface Divergence {
  requirement: string
  strength: Strength
  clause: string
  says: string
  /** `verdict` where the verdicts differ, `behaviour` where only what was done does. */
  differs: 'verdict' | 'behaviour'
  scenarios: string[]
  /** One per run; `undefined` where the run has no verdict on it. */
  stands: (Stand | undefined)[]
}

type Place = Omit<Divergence, 'differs' | 'scenarios'> & { scenario: string }

/** Where runs differ, in verdicts first and the worst of them before all; then in behaviour. */
export function divergencesOf(runs: readonly Results[]): Divergence[] {
  const groups = new Map<string, Divergence>()
  for (const { scenario, ...place } of placesOf(runs)) {
    const differs = differenceIn(place.stands)
    if (differs === undefined) continue
    const key = JSON.stringify([place.requirement, place.stands])
    const group = groups.get(key) ?? { ...place, differs, scenarios: [] }
    group.scenarios.push(scenario)
    groups.set(key, group)
  }
  return byId([...groups.values()]).sort((a, b) => rank(a) - rank(b))
}

function differenceIn(stands: readonly (Stand | undefined)[]): Divergence['differs'] | undefined {
  const judged = stands.filter((stand) => stand !== undefined && stand.verdict !== 'untested')
  if (new Set(judged.map((stand) => stand?.verdict)).size > 1) return 'verdict'
  const words = judged.flatMap((stand) => stand?.words ?? [])
  return new Set(words).size > 1 ? 'behaviour' : undefined
}

const rank = ({ differs, stands }: Divergence) =>
  differs === 'behaviour'
    ? VERDICTS.length
    : Math.min(...stands.map((stand) => (stand ? VERDICTS.indexOf(stand.verdict) : VERDICTS.length)))

function placesOf(runs: readonly Results[]): Place[] {
  const places = new Map<string, Place>()
  for (const [index, { verdicts, profile }] of runs.entries()) {
    const branches = new Map(
      profile.choices.flatMap(({ requirement, role, taken }) =>
        taken.map((each) => [keyOf({ requirement, role, scenario: each.scenario }), wording(each)]),
      ),
    )
    for (const record of verdicts) {
      const { requirement, strength, clause, says, scenario, verdict, deviation } = record
      const key = keyOf(record)
      const place = places.get(key) ?? {
        ...{ requirement, strength, clause, says, scenario },
        stands: runs.map(() => undefined),
      }
      const words = verdict === 'fail' ? deviation : (branches.get(key) ?? deviation)
      place.stands[index] = { verdict, ...(words === '' ? {} : { words }) }
      places.set(key, place)
    }
  }
  return [...places.values()]
}

const keyOf = ({ requirement, role, scenario }: { requirement: string; role: string; scenario: string }) =>
  `${requirement}\n${role}\n${scenario}`
