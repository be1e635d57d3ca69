/** Strength of a requirement as its source states it; `PROFILE`, `DERIVED` and `INFO` are explained in docs. */
export type Strength =
  | 'MUST'
  | 'MUST NOT'
  | 'SHOULD'
  | 'SHOULD NOT'
  | 'MAY'
  | 'ONE-OF'
  | 'DERIVED'
  | 'PROFILE'
  | 'INFO'

/** Whose behaviour is judged. */
export type Role = 'server' | 'client' | 'service'

/** How the suite deals with a requirement, best known first. */
export const CLASSES = ['tested', 'untested', 'implied-by', 'untestable', 'out-of-scope'] as const

/** `tested`: a scenario proves it; `untested`: none does yet; the others say why none will. */
export type RequirementClass = (typeof CLASSES)[number]

/** A named selection of requirements. */
export type Profile = 'dix' | 'rfc6121-delivery' | 'presence' | 'streams' | 'redirect' | 'cxfr' | 'failover'

/**
 * Scenarios that take minutes on real servers, or a server made ready for them, are in a profile of their own:
 * `silence` waits until a server notices that nobody is there any more, `nodes` takes the nodes of a cluster away,
 * `restart` ends the server itself, `chaos` plays drawn workloads whose whole histories are judged, `cuts` cuts
 * connections wherever they can be cut.
 */
export const SLOW_PROFILES = ['silence', 'nodes', 'restart', 'chaos', 'cuts'] as const
export type SlowProfile = (typeof SLOW_PROFILES)[number]

/** One catalogue entry: a normative statement, in our own words. */
export interface Requirement {
  /** Stable id `<document>-<section>-<letter>`, for example `RFC6121-8.5.2.1.1-g`. */
  id: string
  /** Title of the document the entry paraphrases, for example `RFC 6121`. */
  document: string
  /** Section of the published document, or `-` where the document has no recoverable numbering. */
  section: string
  strength: Strength
  roles: Role[]
  profiles: Profile[]
  /** What must hold, in our own words. */
  says: string
  class: RequirementClass
  /** The tested ids that together cover this one, when `class` is `implied-by`. */
  impliedBy?: string[]
  /** Why it is not tested, when `class` is `untestable` or `out-of-scope`, or `untested` without a plan. */
  why?: string
  /** Which suites will prove it, when `class` is `untested`, for example `client role suites`. */
  until?: string
}

/** The requirements of all catalogue files, by id. */
export type Catalogue = ReadonlyMap<string, Requirement>
