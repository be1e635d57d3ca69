import { usageError } from '../core/exit.js'
import {
  type Catalogue,
  type Profile,
  type Requirement,
  type Role,
  SLOW_PROFILES,
  type SlowProfile,
} from '../core/requirement.js'
import type { Results } from '../core/results.js'
import type { Scenario } from './scenario.js'

/** Profiles that a run can select; `core` is all of them but the slow ones. */
export const PROFILES: (Profile | SlowProfile | 'core')[] = [
  'core',
  'dix',
  'rfc6121-delivery',
  'presence',
  'streams',
  'redirect',
  'cxfr',
  'failover',
  ...SLOW_PROFILES,
]

/**
 * The scenarios of a slow profile, or those that prove a requirement of another, cut down to `only`: requirement ids,
 * or scenario paths or their beginnings up to a slash. A slow scenario is also found by its path.
 * @throws UserError (64) for an unknown profile
 */
export function selectScenarios(
  scenarios: Scenario[],
  catalogue: Catalogue,
  profile: string,
  only: string[],
): Scenario[] {
  if (!PROFILES.some((p) => p === profile))
    throw usageError(`There is no profile "${profile}"; the profiles are ${PROFILES.join(', ')}.`)
  const candidates = scenarios.filter((s) =>
    s.profile === undefined
      ? !isSlow(profile) && s.proves.some((id) => inProfile(catalogue.get(id), profile))
      : s.profile === profile || only.some((wanted) => liesIn(s, wanted)),
  )
  if (only.length === 0) return candidates
  return candidates.filter((s) => only.some((wanted) => names(s, wanted)))
}

const isSlow = (profile: string) => SLOW_PROFILES.some((slow) => slow === profile)

/** Whether a requirement belongs to a profile; all that exist belong to `core`, and to the slow ones. */
export function inProfile(entry: Requirement | undefined, profile: string): boolean {
  return (
    entry !== undefined &&
    (profile === 'core' || isSlow(profile) || entry.profiles.includes(profile as Profile))
  )
}

/** Whether a run plays all that there is, so that an expectation which nothing meets is out of date. */
export function isEverything({ only, profile, role }: Results['selection']): boolean {
  return only.length === 0 && profile === 'core' && role === undefined
}

/** The scenarios for one of `roles`. */
export function forRoles(scenarios: Scenario[], roles: readonly Role[]): Scenario[] {
  return scenarios.filter(({ role }) => roles.includes(role))
}

/** The entries of `only` that name neither a requirement in the catalogue nor a scenario. */
export function unknownNames(scenarios: Scenario[], only: string[]): string[] {
  return only.filter((wanted) => !scenarios.some((s) => names(s, wanted)))
}

function names(scenario: Scenario, wanted: string): boolean {
  return scenario.proves.includes(wanted) || liesIn(scenario, wanted)
}

function liesIn({ path }: Scenario, wanted: string): boolean {
  return path === wanted || path.startsWith(wanted.endsWith('/') ? wanted : `${wanted}/`)
}
