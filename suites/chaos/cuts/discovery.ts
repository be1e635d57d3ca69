import { enumerated, every, NS, once, playDiscovery, type Scenario, some } from '../../../harness/index.js'

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
      const { last, told, unharmed, left } = await playDiscovery(world, cut)
      for (const holds of HOLD) world.check(holds, { judge: 'invariant', args: { holds } })
      const top = { holds: 'INV-RT-b' as const, policy: ['one' as const] }
      world.check('DIX-FAIL-c', { judge: 'invariant', args: top })
      const { mark, at, until } = last
      const says = 'When all is quiet, the instance that is left gets the ping.'
      world.check('DIX-FAIL-c', once(says, { name: 'message', mark }, { at, after: { mark }, until }))
      for (const { at, until, jid } of told) {
        const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: jid } }
        const greeted = { received: { name: 'presence', attrs: { type: null, from: jid } } }
        const says = 'Who read the directed presence of a session is told that it is over.'
        world.check('DIX-PRES-c', some(says, unavailable, { at, after: greeted, until }))
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
