import { usageError } from '../core/exit.js'
import type { Catalogue, Profile, Requirement, Role } from '../core/requirement.js'
import type { Results } from '../core/results.js'
import type { Scenario } from './scenario.js'

/** Profiles that a run can select; `core` is all of them. */
export const PROFILES: (Profile | 'core')[] = [
  'core',
  'dix',
  'rfc6121-delivery',
  'presence',
  'streams',
  'redirect',
  'cxfr',
  'failover',
]

/**
 * The scenarios that prove a requirement of `profile`, cut down to `only`: requirement ids, or scenario paths
 * or their beginnings up to a slash.
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
    s.proves.some((id) => profile === 'core' || inProfile(catalogue.get(id), profile)),
  )
  if (only.length === 0) return candidates
  return candidates.filter((s) => only.some((wanted) => names(s, wanted)))
}

/** Whether a requirement belongs to a profile; all that exist belong to `core`. */
export function inProfile(entry: Requirement | undefined, profile: string): boolean {
  return entry !== undefined && (profile === 'core' || entry.profiles.includes(profile as Profile))
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

function names({ path, proves }: Scenario, wanted: string): boolean {
  const prefix = wanted.endsWith('/') ? wanted : `${wanted}/`
  return proves.includes(wanted) || path === wanted || path.startsWith(prefix)
}
