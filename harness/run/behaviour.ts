import {
  type BehaviourProfile,
  type Choice,
  SERVER_ENDS,
  SESSION_ENDS,
  type TimeToNotice,
} from '../core/behaviour.js'
import type { Catalogue } from '../core/requirement.js'
import type { JudgedScope } from './judge-scope.js'
import { clauseOf } from './verdicts.js'

const natural = new Intl.Collator('en', { numeric: true })

/**
 * What a subject does where the specifications leave it the choice, over the scopes of a run. Drawn examples are
 * left out: they differ from run to run, so that they compare with nothing.
 */
export function behaviourOf(scopes: readonly JudgedScope[], catalogue: Catalogue): BehaviourProfile {
  const scripted = scopes
    .filter(({ start }) => start.phase === 'only')
    .toSorted((a, b) => natural.compare(a.start.scenario, b.start.scenario))
  return { choices: choicesOf(scripted, catalogue), notice: noticeOf(scripted) }
}

function choicesOf(scopes: readonly JudgedScope[], catalogue: Catalogue): Choice[] {
  const choices = new Map<string, Choice>()
  for (const { start, taken } of scopes)
    for (const { requirement, branches, evidence } of taken) {
      const entry = catalogue.get(requirement)
      const role = start.role ?? 'server'
      const key = `${requirement} ${role}`
      const choice = choices.get(key) ?? {
        requirement,
        role,
        strength: entry?.strength ?? 'INFO',
        clause: entry === undefined ? '' : clauseOf(entry),
        says: entry?.says ?? '',
        taken: [],
      }
      const { scenario, parameters } = start
      const given = parameters === undefined ? {} : { parameters }
      choice.taken.push({ scenario, ...given, branches, evidence })
      choices.set(key, choice)
    }
  return [...choices].sort(([a], [b]) => natural.compare(a, b)).map(([, choice]) => choice)
}

function noticeOf(scopes: readonly JudgedScope[]): TimeToNotice[] {
  return [...SESSION_ENDS, ...SERVER_ENDS].flatMap((end) => {
    const samples = scopes.flatMap(({ start: { scenario }, noticed }) =>
      noticed.filter((each) => each.end === end).map(({ end: _, ...rest }) => ({ scenario, ...rest })),
    )
    if (samples.length === 0) return []
    const times = samples.map(({ ms }) => ms).toSorted((a, b) => a - b)
    const copies = samples.map((sample) => sample.copies)
    const [least = 0, most = 0] = [times[0], times.at(-1)]
    const range = { least: Math.min(...copies), most: Math.max(...copies) }
    return [{ end, median: medianOf(times), least, most, copies: range, samples }]
  })
}

/** The middle of ascending numbers; of an even number of them the mean of the two in the middle. */
function medianOf(ascending: readonly number[]): number {
  const at = (ascending.length - 1) / 2
  const [low = 0, high = 0] = [ascending[Math.floor(at)], ascending[Math.ceil(at)]]
  return Math.round(((low + high) / 2) * 1000) / 1000
}
