import { enumerated, every, NS, once, playRedirect, type Scenario, some } from '../../../harness/index.js'

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
      const { redirected, told, unharmed, left } = await playRedirect(world, cut)
      for (const holds of HOLD) world.check(holds, { judge: 'invariant', args: { holds } })
      if (redirected !== undefined) {
        const error = { name: 'error', ns: NS.stream, condition: 'see-other-host' }
        const where = { at: redirected, after: { ordered: 'redirect' } } as const
        world.check('RFC6120-4.9.3.19-a', once('The stream ends with see-other-host.', error, where))
      }
      for (const { at, until, jid } of told) {
        const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: jid } }
        const greeted = { received: { name: 'presence', attrs: { type: null, from: jid } } }
        const says = 'Who read the directed presence of a session is told that it is over.'
        world.check('RFC6120-4.9.3.19-q', some(says, unavailable, { at, after: greeted, until }))
      }
      for (const { at, answered, until } of unharmed) {
        const answer = { name: 'iq', attrs: { id: answered } }
        const says = 'The connection goes on: the last request on it is answered.'
        world.check('CHAOS-15', once(says, answer, { at, after: { beginOf: at }, until }))
      }
      for (const { at, until } of left) {
        const messages = { name: 'message', attrs: { type: [null, 'normal'] } }
        const whole = { has: { name: 'mark', ns: NS.assay } }
        const says = 'Every message has all that it was sent with.'
        world.check('INV-RT-e', every(says, messages, [whole], { at, after: { beginOf: at }, until }))
      }
    },
  ),
]
