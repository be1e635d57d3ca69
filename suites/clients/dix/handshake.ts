import { every, NS, none, reacts, type Scenario, scenario, some } from '../../../harness/index.js'
import { DISCO, PING, PONG, SOON } from './words.js'

const complete = scenario(
  'clients/dix/handshake/complete',
  {
    proves: ['DIX-DISCO-a', 'DIX-PRES-a', 'RFC6121-5.1-b', 'RFC6121-5.2.1-a', 'XEP0030-3.1-a'],
    role: 'client',
  },
  async (world) => {
    const service = world.service('service', 'first')
    const first = service.instances[0]!

    world.step('the client looks for the service; its instance answers')
    const at = await world.online()
    await world.stream.expect('a ping', PING)
    await world.stream.receive({ ...DISCO, attrs: { to: first.jid } }, world.bounds.handshake)
    await world.stream.receive({ name: 'presence', attrs: { to: first.jid } }, world.bounds.handshake)
    const until = await world.barrier()

    const after = { sent: PONG }
    world.check(
      'DIX-DISCO-a',
      reacts(at, after, world.bounds.handshake, {
        says: 'The client asks the full JID that sent the pong for its features.',
        see: { ...DISCO, attrs: { type: 'get', to: first.jid } },
      }),
    )
    world.check(
      'DIX-PRES-a',
      reacts(at, after, world.bounds.handshake, {
        says: 'The client directs available presence to the full JID that sent the pong.',
        see: { name: 'presence', attrs: { type: null, to: first.jid } },
      }),
    )
    const toAll = { name: 'presence', attrs: { type: null, to: service.jid } }
    world.check(
      'DIX-PRES-a',
      none('It directs none to the bare JID, which would reach all instances.', toAll, { at, after, until }),
    )
    world.check(
      'RFC6121-5.1-b',
      some(
        'The client directs presence to the other side of the session.',
        { name: 'presence', attrs: { type: null, to: [first.jid, service.jid] } },
        { at, after, until },
      ),
    )
    world.check(
      'RFC6121-5.2.1-a',
      every(
        'What the client asks the service then, it asks the full JID that answered.',
        { name: 'iq', attrs: { to: [first.jid, service.jid] } },
        [{ attrs: { to: first.jid } }],
        { at, after, until },
      ),
    )
    const question = { name: 'iq', has: { name: 'query', ns: NS.discoInfo } }
    world.check(
      'XEP0030-3.1-a',
      every(
        'A question for features is an IQ of type get with an empty query.',
        question,
        [{ attrs: { type: 'get' } }, { has: { name: 'query', ns: NS.discoInfo, empty: true } }],
        { at, after, until },
      ),
    )
  },
)

/** Which pongs come for one ping, by the place of their instance. */
const ORDERS = [
  { name: 'best-first', order: [0, 1, 2] },
  { name: 'best-last', order: [2, 1, 0] },
  { name: 'one-twice', order: [1, 1] },
] as const

const several: Scenario[] = ORDERS.map(({ name, order }) =>
  scenario(
    `clients/dix/handshake/several-pongs/${name}`,
    { proves: ['DIX-MULTI-a'], role: 'client', parameters: { order } },
    async (world) => {
      const service = world.service('service', 'known', 'first', 'second', 'third')
      const [known, ...instances] = service.instances

      world.step('the client uses an instance, whose pong was the only one')
      const at = await world.online()
      await world.stream.expect('a ping', PING)
      await world.uses(known!)

      world.step('it goes away; the client pings, and several pongs come at once')
      service.onBare = ({ attrs }) => {
        for (const place of order) instances[place]!.pong(attrs.id)
      }
      known!.leave()
      const jids = instances.map(({ jid }) => jid)
      const { failover, handshake } = world.bounds
      await world.stream.expect('another ping', { ...PING, attrs: { to: service.jid } }, failover)
      await world.stream.receive({ ...DISCO, attrs: { to: jids } }, handshake)
      await world.stream.receive({ name: 'presence', attrs: { to: jids } }, handshake)
      await world.elapse(world.settings.window)
      const until = await world.barrier()

      world.check('DIX-MULTI-a', {
        judge: 'tracking',
        args: { at, services: [service.jid], until, oneOf: jids },
      })
    },
  ),
)

const late = scenario(
  'clients/dix/handshake/several-pongs/one-in-session',
  { proves: ['DIX-MULTI-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const [first, second] = [service.instances[0]!, service.instances[1]!]

    world.step('the client uses an instance')
    const at = await world.online()
    const { attrs } = await world.stream.expect('a ping', PING)
    await world.uses(first)

    world.step('another pong comes for the same ping, after the time for it')
    await world.elapse(world.settings.window)
    second.pong(attrs.id)
    const until = await world.barrier()
    world.check('DIX-MULTI-a', {
      judge: 'tracking',
      args: { at, services: [service.jid], until, oneOf: [first.jid] },
    })
  },
)

const crossed = scenario(
  'clients/dix/handshake/several-pongs/one-already-gone',
  { proves: ['DIX-MULTI-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const [first, second] = [service.instances[0]!, service.instances[1]!]
    service.onBare = ({ attrs }) => {
      second.leave()
      second.pong(attrs.id)
      first.pong(attrs.id)
    }

    world.step('the client pings; of two pongs the first comes behind the unavailable of its instance')
    const settings = { ...world.settings, ...SOON }
    const at = await world.online({ settings })
    await world.stream.expect('a ping', PING)
    await world.uses(first)
    await world.elapse(settings.window)
    const until = await world.barrier()
    world.check('DIX-MULTI-a', {
      judge: 'tracking',
      args: { at, services: [service.jid], until, oneOf: [first.jid] },
    })
  },
)

export const handshake: Scenario[] = [complete, ...several, late, crossed]
