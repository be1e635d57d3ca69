import {
  generated,
  playWorkload,
  type Scenario,
  type WorkloadSetting,
  type World,
  type workloadsOnLinks,
} from '../../harness/index.js'
import type { HOLD } from './rules.js'

/** Asks for `rules` of the whole history, at a subject that delivers pings in one `way`, where that is known. */
export function checkHistory(
  world: World,
  rules: readonly (typeof HOLD)[number][],
  way: Awaited<ReturnType<typeof playWorkload>>,
): void {
  const { lag } = world.subject.bounds
  const known = {
    ...(way === undefined ? {} : { policy: [way] }),
    ...(lag === undefined ? {} : { slack: lag }),
  }
  for (const holds of rules) world.check(holds, { judge: 'invariant', args: { holds, ...known } })
}

/** A scenario of drawn workloads among faults, judged by `rules`. A login that a fault refuses is tried again. */
export const amongFaults = (
  name: string,
  { rules, needs = [] }: { rules: readonly (typeof HOLD)[number][]; needs?: Scenario['needs'] },
  workloads: ReturnType<typeof workloadsOnLinks>,
  setting: Omit<WorkloadSetting, 'refused'> = {},
): Scenario =>
  generated(
    `chaos/${name}`,
    { proves: [...rules], role: 'server', profile: 'chaos', needs },
    workloads,
    async (world, workload) => {
      const way = await playWorkload(world, workload, { ...setting, refused: 'noted' })
      checkHistory(world, rules, way)
    },
  )
