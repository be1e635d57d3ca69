import type { Arbitrary } from 'fast-check'
import type { Role } from '../core/requirement.js'
import type { World } from './world.js'

interface Common {
  /** Where it stands in the suites, for example `discovery/delivery/bare/one-nonneg/chat`. */
  path: string
  /** Ids of the requirements it can give a verdict on. */
  proves: string[]
  role: Role
  /** What the path to the subject must be able to do; without it the scenario is inapplicable. */
  needs: Need[]
}

/** Abilities of the path to a subject that scenarios can need: `rst`, a RST of ours reaches the subject. */
export type Need = 'rst'

/** A scripted exercise, run once. */
export interface ScriptedScenario extends Common {
  kind: 'scripted'
  /** The tabled values it was made from, if any. */
  parameters?: unknown
  play(world: World): Promise<void>
}

/** An exercise that is run on many drawn examples. */
export interface GeneratedScenario extends Common {
  kind: 'generated'
  /** Plain JSON values only, so that they can be stored and replayed. */
  examples: Arbitrary<unknown>
  play(world: World, example: unknown): Promise<void>
}

export type Scenario = ScriptedScenario | GeneratedScenario

interface Options {
  proves: string[]
  role: Role
  needs?: Need[]
  parameters?: unknown
}

/** Declares a scripted scenario. */
export function scenario(
  path: string,
  { proves, role, needs = [], parameters }: Options,
  play: (world: World) => Promise<void>,
): ScriptedScenario {
  const given = parameters === undefined ? {} : { parameters }
  return { kind: 'scripted', path, proves: [...new Set(proves)], role, needs, ...given, play }
}

/** Declares a generated scenario over `examples`. */
export function generated<Example>(
  path: string,
  { proves, role, needs = [] }: Options,
  examples: Arbitrary<Example>,
  play: (world: World, example: Example) => Promise<void>,
): GeneratedScenario {
  return {
    kind: 'generated',
    path,
    proves: [...new Set(proves)],
    role,
    needs,
    examples,
    play: (world, example) => play(world, example as Example),
  }
}
