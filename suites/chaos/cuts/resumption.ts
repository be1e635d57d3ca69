import { enumerated, every, NS, once, playResumption, type Scenario, some } from '../../../harness/index.js'

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
      const { owed, told, unharmed, left } = await playResumption(world, cut)
      for (const holds of HOLD) world.check(holds, { judge: 'invariant', args: { holds, kept } })
      for (const { mark, at, until } of owed) {
        const says = 'What a session that was not lost has sent arrives once, whatever broke.'
        const where = { at, after: { beginOf: at }, until }
        world.check('INV-SM-a', once(says, { name: 'message', mark }, where))
      }
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
