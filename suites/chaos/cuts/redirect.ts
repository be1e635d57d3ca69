import { enumerated, NS, once, playRedirect, type Scenario } from '../../../harness/index.js'
import { checkEnding } from './words.js'

const HOLD = [
  'INV-RT-a',
  'INV-RT-c',
  'INV-RT-d',
  'INV-RT-e',
  'INV-RT-l',
  'INV-DP-a',
  'INV-DP-b',
  'INV-DP-e',
  'INV-DP-f',
  'INV-DP-g',
  'INV-PR-a',
] as const

export const redirect: Scenario[] = [
  enumerated(
    'chaos/cuts/redirect',
    {
      proves: [...HOLD, 'RFC6120-4.9.3.19-a', 'RFC6120-4.9.3.19-q', 'CHAOS-15'],
      role: 'server',
      needs: ['redirect'],
      profile: 'cuts',
    },
    async (world, cut) => {
      const { redirected, ...ending } = await playRedirect(world, cut)
      for (const holds of HOLD) world.check(holds, { judge: 'invariant', args: { holds } })
      if (redirected !== undefined) {
        const error = { name: 'error', ns: NS.stream, condition: 'see-other-host' }
        const where = { at: redirected, after: { ordered: 'redirect' } } as const
        world.check('RFC6120-4.9.3.19-a', once('The stream ends with see-other-host.', error, where))
      }
      checkEnding(world, ending, 'RFC6120-4.9.3.19-q')
    },
  ),
]
