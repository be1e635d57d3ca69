import { none, oneOf, reacts, type Scenario, scenario, some } from '../../../harness/index.js'
import { PONG } from './words.js'

/** Three times what the profile allows one account in a period (docs/dix.md). */
const FLOOD = 300
/** A flood can lie across two periods. */
const ANSWERED = 200

const flood = scenario(
  'services/dix/limits/flood',
  { proves: ['PROF-SEC-e'], role: 'service', parameters: { pings: FLOOD } },
  async (world) => {
    world.step('one account floods the instance with pings, and another client pings once')
    const at = await world.online()
    const noisy = ['a', 'b', 'c'].map((resource) => world.client(`tybalt/${resource}`))
    for (const one of noisy) for (let i = 0; i < FLOOD / noisy.length; i += 1) one.ping(world.bare)
    const client = world.client('romeo/orchard')
    client.ping(world.bare, 'once')
    await client.receive(PONG, world.bounds.handshake)
    const until = await world.barrier()

    const after = { sent: { name: 'message' } }
    const pong = { ...PONG, attrs: { to: noisy.flatMap(({ jid, bare }) => [jid, bare]) } }
    const limited = {
      verdict: 'pass' as const,
      says: 'Not all pings of the account are answered.',
      when: [{ see: pong, times: [0, ANSWERED] as [number, number] }],
    }
    world.check('PROF-SEC-e', oneOf(pong, [limited], { at, after, until }))
    const once = { sent: { name: 'message', attrs: { id: 'once' } } }
    const see = { ...PONG, attrs: { to: [client.jid, client.bare], id: 'once' } }
    world.check(
      'PROF-SEC-e',
      reacts(at, once, world.bounds.handshake, { says: 'The other client is answered.', see }),
    )
  },
)

const admitted = scenario(
  'services/dix/limits/strangers',
  { proves: ['PROF-SEC-c'], role: 'service' },
  async (world) => {
    world.step('an instance that answers one account only is pinged by it, and by a stranger')
    const client = world.client('romeo/orchard')
    const stranger = world.client('tybalt/street')
    const at = await world.online({ admits: [client.bare] })
    stranger.ping(world.bare, 'stranger')
    client.ping(world.bare, 'friend')
    await client.receive(PONG)
    const until = await world.barrier()

    const after = { sent: { name: 'message', attrs: { from: stranger.jid } } }
    const toStranger = { attrs: { to: [stranger.jid, stranger.bare] } }
    world.check('PROF-SEC-c', none('The stranger gets nothing.', toStranger, { at, after, until }))
    const pong = { ...PONG, attrs: { to: [client.jid, client.bare] } }
    world.check('PROF-SEC-c', some('The other one gets a pong.', pong, { at, after, until }))
  },
)

export const limits: Scenario[] = [flood, admitted]
