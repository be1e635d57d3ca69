import { enumerated, once, playResumption, type Scenario } from '../../../harness/index.js'
import { checkEnding } from './words.js'

const HOLD = [
  'INV-SM-a',
  'INV-SM-b',
  'INV-RT-e',
  'INV-RT-l',
  'INV-DP-a',
  'INV-DP-b',
  'INV-DP-d',
  'INV-DP-e',
  'INV-DP-f',
  'INV-PR-a',
] as const

export const resumption: Scenario[] = [
  enumerated(
    'chaos/cuts/resumption',
    { proves: [...HOLD, 'DIX-PRES-c', 'CHAOS-15'], role: 'server', profile: 'cuts' },
    async (world, cut) => {
      const { kept } = world
      const { owed, ...ending } = await playResumption(world, cut)
      for (const holds of HOLD) world.check(holds, { judge: 'invariant', args: { holds, kept } })
      for (const { mark, at, until } of owed) {
        const says = 'What a session that was not lost has sent arrives once, whatever broke.'
        const where = { at, after: { beginOf: at }, until }
        world.check('INV-SM-a', once(says, { name: 'message', mark }, where))
      }
      checkEnding(world, ending, 'DIX-PRES-c')
    },
  ),
]
