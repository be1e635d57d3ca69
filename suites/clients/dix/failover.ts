import { every, none, oneOf, reacts, type Scenario, scenario } from '../../../harness/index.js'
import { DISCO, PING, PING_PAYLOAD, SOON } from './words.js'

/** What there is after the instance in use has gone. */
const LEFT = [
  { name: 'another-is-there', returns: false },
  { name: 'the-same-returns', returns: true },
] as const

const lost: Scenario[] = LEFT.map(({ name, returns }) =>
  scenario(
    `clients/dix/failover/${name}`,
    { proves: ['DIX-FAIL-a', 'DIX-PING-a', 'DIX-PING-c'], role: 'client', parameters: { returns } },
    async (world) => {
      const service = world.service('service', 'first', ...(returns ? [] : ['second']))
      const first = service.instances[0]!

      world.step('the client uses the first instance')
      const at = await world.online()
      await world.uses(first)

      world.step('the first instance goes away')
      first.leave()
      const other = returns ? service.start('first') : service.instances[1]!
      const gone = { sent: { name: 'presence', attrs: { type: 'unavailable', from: first.jid } } }
      const { failover, handshake } = world.bounds
      await world.stream.receive({ ...DISCO, attrs: { to: other.jid } }, failover + handshake)
      await world.stream.receive({ name: 'presence', attrs: { type: null, to: other.jid } }, handshake)
      const until = await world.barrier()

      world.check(
        'DIX-FAIL-a',
        reacts(at, gone, world.bounds.failover, { says: 'The client pings again.', see: PING }),
      )
      world.check('DIX-FAIL-a', {
        judge: 'tracking',
        args: { at, services: [service.jid], until, oneOf: [other.jid] },
      })
      const toBare = [{ name: 'message', attrs: { to: service.jid } }]
      world.check(
        'DIX-PING-a',
        every('A ping is a message to the bare JID of the service.', PING_PAYLOAD, toBare, {
          at,
          after: gone,
          until,
        }),
      )
      world.check('DIX-PING-c', { judge: 'ids', args: { at, about: PING, asks: 'distinct', least: 2 } })
    },
  ),
)

const silence = scenario(
  'clients/dix/failover/nothing-to-the-lost',
  { proves: ['INV-SE-b'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const first = service.instances[0]!

    world.step('the client uses the first instance, which goes away')
    const at = await world.online()
    await world.uses(first)
    first.leave()
    const after = { sent: { name: 'presence', attrs: { type: 'unavailable', from: first.jid } } }
    const { failover, handshake } = world.bounds
    await world.stream.receive({ ...DISCO, attrs: { to: service.instances[1]!.jid } }, failover + handshake)
    const until = await world.barrier()

    for (const sent of [{ name: 'message' }, { name: 'iq', type: ['get', 'set'] }])
      world.check(
        'INV-SE-b',
        none(
          `The client sends no ${sent.name} to the full JID that is gone.`,
          { name: sent.name, attrs: { to: first.jid, ...(sent.type && { type: sent.type }) } },
          { at, after, until },
        ),
      )
    world.check(
      'INV-SE-b',
      reacts(at, after, failover, { says: 'It looks for another one.', see: PING_PAYLOAD }),
    )
  },
)

const allGone = scenario(
  'clients/dix/failover/all-gone',
  { proves: ['DIX-FAIL-a', 'DIX-FAIL-d'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const [first, second] = [service.instances[0]!, service.instances[1]!]

    world.step('the client uses the first instance; all go away')
    const settings = { ...world.settings, ...SOON }
    const at = await world.online({ settings })
    await world.stream.expect('a ping', PING)
    await world.uses(first)
    second.leave()
    first.leave()
    const { failover } = world.bounds
    await world.stream.receive(PING_PAYLOAD, failover)
    const { backOff, tries, timeout } = settings
    await world.elapse(1.5 * backOff * 2 ** tries + timeout)
    const until = await world.barrier()

    const after = { sent: { name: 'presence', attrs: { type: 'unavailable', from: first.jid } } }
    world.check('DIX-FAIL-a', reacts(at, after, failover, { says: 'The client pings again.', see: PING }))
    world.check('DIX-FAIL-a', {
      judge: 'tracking',
      args: { at, services: [service.jid], until, oneOf: [] },
    })
    world.check(
      'DIX-FAIL-d',
      oneOf(
        PING,
        [
          {
            verdict: 'pass',
            says: `The client pings at most ${tries} times, and gives up.`,
            when: [{ see: PING, times: [0, tries] }],
          },
        ],
        { at, after, until },
      ),
    )
  },
)

const account = scenario(
  'clients/dix/failover/unavailable-of-the-account',
  { proves: ['RFC6121-4.5.4-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first', 'second')
    const [first, second] = [service.instances[0]!, service.instances[1]!]

    world.step('the client uses the first instance')
    const at = await world.online()
    await world.stream.expect('a ping', PING)
    await world.uses(first)

    world.step('unavailable presence comes from the bare JID; another instance starts')
    first.vanish()
    second.vanish()
    service.start('third')
    first.unavailable(service.jid)
    const after = { sent: { name: 'presence', attrs: { type: 'unavailable', from: service.jid } } }
    const { failover } = world.bounds
    await world.stream.receive(PING_PAYLOAD, failover)
    await world.barrier()
    world.check(
      'RFC6121-4.5.4-a',
      reacts(at, after, failover, {
        says: 'The client takes its instance for gone, and looks for another one.',
        see: PING_PAYLOAD,
      }),
    )
  },
)

export const failover: Scenario[] = [...lost, silence, allGone, account]
