import { type CutEnding, every, NS, once, some, type World } from '../../../harness/index.js'

/**
 * Asks what every exchange is asked about how it ended.
 * @param tells the requirement that whoever read directed presence of a session is told of its end
 */
export function checkEnding(world: World, { told, unharmed, left }: CutEnding, tells: string): void {
  for (const { at, until, jid } of told) {
    const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: jid } }
    const greeted = { received: { name: 'presence', attrs: { type: null, from: jid } } }
    const says = 'Who read the directed presence of a session is told that it is over.'
    world.check(tells, some(says, unavailable, { at, after: greeted, until }))
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
}
