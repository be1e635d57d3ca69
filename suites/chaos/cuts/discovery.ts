import { enumerated, once, playDiscovery, type Scenario } from '../../../harness/index.js'
import { checkEnding } from './words.js'

const HOLD = [
  'INV-RT-a',
  'INV-RT-b',
  'INV-RT-c',
  'INV-RT-d',
  'INV-RT-e',
  'INV-RT-f',
  'INV-RT-l',
  'INV-DP-a',
  'INV-DP-b',
  'INV-DP-e',
  'INV-DP-f',
  'INV-DP-g',
  'INV-PR-a',
  'INV-PR-d',
] as const

export const discovery: Scenario[] = [
  enumerated(
    'chaos/cuts/discovery',
    { proves: [...HOLD, 'DIX-FAIL-c', 'DIX-PRES-c', 'CHAOS-15'], role: 'server', profile: 'cuts' },
    async (world, cut) => {
      const { last, ...ending } = await playDiscovery(world, cut)
      for (const holds of HOLD) world.check(holds, { judge: 'invariant', args: { holds } })
      const top = { holds: 'INV-RT-b' as const, policy: ['one' as const] }
      world.check('DIX-FAIL-c', { judge: 'invariant', args: top })
      const { mark, at, until } = last
      const says = 'When all is quiet, the instance that is left gets the ping.'
      world.check('DIX-FAIL-c', once(says, { name: 'message', mark }, { at, after: { mark }, until }))
      checkEnding(world, ending, 'DIX-PRES-c')
    },
  ),
]
