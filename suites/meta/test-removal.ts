import type { Scenario } from '../../harness/index.js'

type EnumeratedPlay = Extract<Scenario, { kind: 'enumerated' }>['play']
type AnyWorld = Parameters<Scenario['play']>[0]

/** The scenarios that prove `requirement`, without any check of it; their other checks stay. */
export function withoutChecks(scenarios: readonly Scenario[], requirement: string): Scenario[] {
  return scenarios
    .filter(({ proves }) => proves.includes(requirement))
    .map((scenario) => {
      const silent = silenced(scenario, requirement)
      return { ...silent, proves: scenario.proves.filter((id) => id !== requirement) }
    })
}

/** A scenario that still promises `requirement`, but never asks about it. */
export function silenced(scenario: Scenario, requirement: string): Scenario {
  if (scenario.kind === 'scripted')
    return { ...scenario, play: (world: AnyWorld) => scenario.play(deaf(world, requirement)) }
  if (scenario.kind === 'enumerated')
    return {
      ...scenario,
      play: (world: AnyWorld, cut: Parameters<EnumeratedPlay>[1]) =>
        scenario.play(deaf(world, requirement), cut),
    }
  return {
    ...scenario,
    play: (world: AnyWorld, example: unknown) => scenario.play(deaf(world, requirement), example),
  }
}

/** A world that does everything but ask about `requirement`. */
function deaf(world: AnyWorld, requirement: string): AnyWorld {
  return new Proxy(world, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      if (key !== 'check') return value.bind(target)
      return (...[asked, question]: Parameters<AnyWorld['check']>) => {
        if (asked !== requirement) target.check(asked, question)
      }
    },
  })
}
