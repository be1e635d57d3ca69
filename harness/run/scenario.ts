import type { Arbitrary } from 'fast-check'
import type { Role, SlowProfile } from '../core/requirement.js'
import type { Cut } from '../faults/cut.js'
import type { ClientWorld } from './client-world.js'
import type { Need } from './needs.js'
import type { ServiceWorld } from './service-world.js'
import type { World } from './world.js'

/** The world a scenario plays in, by the role of the subject. */
export interface Worlds {
  server: World
  client: ClientWorld
  service: ServiceWorld
}

interface Common {
  /** Where it stands in the suites, for example `discovery/delivery/bare/one-nonneg/chat`. */
  path: string
  /** Ids of the requirements it can give a verdict on. */
  proves: string[]
  role: Role
  /** What the subject or the path to it must be able to do; without it the scenario is inapplicable. */
  needs: Need[]
  /** The profile in which alone it is played; without one it is in `core` and in those of what it proves. */
  profile?: SlowProfile
}

/** A scripted exercise, run once. */
export interface ScriptedScenario extends Common {
  kind: 'scripted'
  /** The tabled values it was made from, if any. */
  parameters?: unknown
  /** @param world the one of its role */
  play(world: Worlds[Role]): Promise<void>
}

/** An exercise that is run on many drawn examples. */
export interface GeneratedScenario extends Common {
  kind: 'generated'
  /** Plain JSON values only, so that they can be stored and replayed. */
  examples: Arbitrary<unknown>
  /** @param world the one of its role */
  play(world: Worlds[Role], example: unknown): Promise<void>
}

/** An exercise that is run undisturbed, and then once for every cut of a sample of those that this run makes possible. */
export interface EnumeratedScenario extends Common {
  kind: 'enumerated'
  /**
   * @param world the one of its role
   * @param cut without it, nothing is cut and everything is measured
   */
  play(world: Worlds[Role], cut: Cut | undefined): Promise<void>
}

export type Scenario = ScriptedScenario | GeneratedScenario | EnumeratedScenario

interface Options<R extends Role> {
  proves: string[]
  /** Whose behaviour is judged; it decides what world the script plays in. */
  role: R
  needs?: Need[]
  profile?: SlowProfile
  parameters?: unknown
}

/** Declares a scripted scenario. */
export function scenario<R extends Role>(
  path: string,
  { proves, role, needs = [], profile, parameters }: Options<R>,
  play: (world: Worlds[R]) => Promise<void>,
): ScriptedScenario {
  const given = {
    ...(parameters === undefined ? {} : { parameters }),
    ...(profile === undefined ? {} : { profile }),
  }
  return {
    kind: 'scripted',
    path,
    proves: [...new Set(proves)],
    role,
    needs,
    ...given,
    play: (world) => play(world as Worlds[R]),
  }
}

/** Declares a generated scenario over `examples`. */
export function generated<Example, R extends Role>(
  path: string,
  { proves, role, needs = [], profile }: Options<R>,
  examples: Arbitrary<Example>,
  play: (world: Worlds[R], example: Example) => Promise<void>,
): GeneratedScenario {
  return {
    kind: 'generated',
    path,
    proves: [...new Set(proves)],
    role,
    needs,
    ...(profile === undefined ? {} : { profile }),
    examples,
    play: (world, example) => play(world as Worlds[R], example as Example),
  }
}

/** Declares an exchange that is cut wherever it can be. */
export function enumerated<R extends Role>(
  path: string,
  { proves, role, needs = [], profile }: Options<R>,
  play: (world: Worlds[R], cut: Cut | undefined) => Promise<void>,
): EnumeratedScenario {
  return {
    kind: 'enumerated',
    path,
    proves: [...new Set(proves)],
    role,
    needs,
    ...(profile === undefined ? {} : { profile }),
    play: (world, cut) => play(world as Worlds[R], cut),
  }
}
