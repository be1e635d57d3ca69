import { oneOf, type Scenario, scenario, some } from '../../../harness/index.js'
import { PRESENCE } from '../dix/words.js'

const stopped = scenario(
  'services/presence/end/with-a-client',
  { proves: ['DIX-PRES-d', 'RFC6121-5.1-b'], role: 'service' },
  async (world) => {
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    await client.expect('the presence of the instance', PRESENCE, world.bounds.handshake)

    world.step('the instance is told to end')
    await world.leave()

    const after = { received: { name: 'presence', attrs: { type: null, to: client.jid } } }
    const retracted = { name: 'presence', attrs: { type: 'unavailable', to: client.jid } }
    world.check('DIX-PRES-d', some('It takes back the presence it directed.', retracted, { at, after }))
    // The server passes the broadcast on to those that got directed presence (RFC 6121 4.6.3).
    const see = { name: 'presence', attrs: { type: 'unavailable', to: [client.jid, null] } }
    const told = {
      verdict: 'pass' as const,
      says: 'It goes unavailable, for the client or for all.',
      when: [{ see, times: [1, null] as [number, null] }],
    }
    world.check('RFC6121-5.1-b', oneOf(see, [told], { at, after }))
  },
)

const alone = scenario(
  'services/presence/end/in-good-order',
  { proves: ['RFC6121-4.5.1-a', 'RFC6121-4.5.1-b'], role: 'service' },
  async (world) => {
    const at = await world.online()

    world.step('the instance is told to end')
    await world.leave()

    const whole = { at, after: { received: PRESENCE } }
    const unavailable = { name: 'presence', attrs: { type: 'unavailable', to: null } }
    world.check('RFC6121-4.5.1-a', some('It goes unavailable before its stream ends.', unavailable, whole))
    world.check('RFC6121-4.5.1-b', { judge: 'form', args: { ...whole, rule: 'unavailable' } })
  },
)

export const ends: Scenario[] = [stopped, alone]
