import {
  generated,
  playWorkload,
  type Scenario,
  type WorkloadSetting,
  type workloadsOnLinks,
} from '../../harness/index.js'
import type { HOLD } from './rules.js'

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
      const { lag } = world.subject.bounds
      const known = {
        ...(way === undefined ? {} : { policy: [way] }),
        ...(lag === undefined ? {} : { slack: lag }),
      }
      for (const holds of rules) world.check(holds, { judge: 'invariant', args: { holds, ...known } })
    },
  )
