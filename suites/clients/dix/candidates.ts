import { NS, oneOf, type Scenario, scenario, some } from '../../../harness/index.js'
import { DISCO, PING, PING_PAYLOAD } from './words.js'

const PRESENCE = { name: 'presence' }

/** The ways not to use an instance: the client let it go, or never directed presence to it. */
const letGo = (to: string): Parameters<typeof oneOf>[1] => [
  {
    verdict: 'pass',
    says: 'The client takes its directed presence back.',
    when: [{ see: { ...PRESENCE, attrs: { type: 'unavailable', to } }, times: [1, null] }],
  },
  {
    verdict: 'pass',
    says: 'It directs no presence there.',
    when: [{ see: { ...PRESENCE, attrs: { type: null, to } }, times: [0, 0] }],
  },
]

/** What the instances of two services can do; a third service has no instance. */
const ABILITIES = [
  { name: 'one-lacks-the-feature', alpha: [NS.discoInfo, NS.dix], usable: true },
  { name: 'all-lack-the-feature', alpha: [NS.discoInfo], usable: false },
] as const

const byFeature: Scenario[] = ABILITIES.map(({ name, alpha, usable }) =>
  scenario(
    `clients/dix/candidates/${name}`,
    {
      proves: usable ? ['DIX-MULTI-b', 'DIX-MULTI-c'] : ['DIX-MULTI-b'],
      role: 'client',
      parameters: { alpha, usable },
    },
    async (world) => {
      const [one, nobody, other] = ['alpha', 'beta', 'gamma'].map((service) =>
        world.service(service, ...(service === 'beta' ? [] : ['first'])),
      )
      const [able, unable] = [one!.instances[0]!, other!.instances[0]!]
      able.features = [...alpha]
      unable.features = [NS.discoInfo]

      world.step('the client looks for three services: two have an instance')
      const settings = { ...world.settings, tries: 1 }
      const at = await world.online({ settings })
      const services = [one!.jid, nobody!.jid, other!.jid]
      const { handshake } = world.bounds
      const patience = settings.timeout + handshake
      for (const to of services) await world.stream.receive({ ...PING_PAYLOAD, attrs: { to } }, patience)
      const pinged = await world.barrier()
      const where = { at, after: { beginOf: at } }
      for (const to of services)
        world.check(
          'DIX-MULTI-b',
          some(
            'The client pings each service.',
            { ...PING_PAYLOAD, attrs: { to } },
            { ...where, until: pinged },
          ),
        )

      world.step('both instances are asked for their features')
      await world.uses(unable)
      await world.uses(able)
      for (const { jid: to } of usable ? [unable] : [able, unable])
        await world.stream.receive({ ...PRESENCE, attrs: { type: 'unavailable', to } }, handshake)
      const until = await world.barrier()
      for (const { jid: to } of [able, unable])
        world.check(
          'DIX-MULTI-b',
          some('It asks each instance for its features.', { ...DISCO, attrs: { to } }, { ...where, until }),
        )
      if (usable) {
        world.check('DIX-MULTI-b', {
          judge: 'tracking',
          args: { at, services: [one!.jid], until, oneOf: [able.jid] },
        })
        world.check('DIX-MULTI-c', {
          judge: 'tracking',
          args: { at, services: [other!.jid], until, oneOf: [] },
        })
      } else
        for (const { jid } of [able, unable])
          world.check('DIX-MULTI-b', oneOf(PRESENCE, letGo(jid), { ...where, until }))
    },
  ),
)

const losers = scenario(
  'clients/dix/candidates/both-can-be-used',
  { proves: ['DIX-MULTI-c'], role: 'client' },
  async (world) => {
    const services = ['alpha', 'gamma'].map((service) => world.service(service, 'first'))
    const instances = services.map((service) => service.instances[0]!)

    world.step('the client looks for two services; an instance of each can be used')
    const at = await world.online()
    await world.stream.expect('a ping', PING)
    for (const instance of instances) await world.uses(instance)
    const to = instances.map(({ jid }) => jid)
    const release = { ...PRESENCE, attrs: { type: 'unavailable', to } }
    await world.stream.receive(release, world.bounds.handshake)
    const until = await world.barrier()

    world.check('DIX-MULTI-c', {
      judge: 'tracking',
      args: {
        at,
        services: services.map(({ jid }) => jid),
        until,
        oneOf: to,
      },
    })
  },
)

const lacking = scenario(
  'clients/dix/candidates/feature-missing',
  { proves: ['XEP0115-8.3-b'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const first = service.instances[0]!
    first.features = [NS.discoInfo]

    world.step('the client finds an instance that does not say that it has the feature')
    const settings = { ...world.settings, tries: 1 }
    const at = await world.online({ settings })
    await world.uses(first)
    const release = { ...PRESENCE, attrs: { type: 'unavailable', to: first.jid } }
    await world.stream.receive(release, world.bounds.handshake)
    const until = await world.barrier()
    world.check('XEP0115-8.3-b', oneOf(PRESENCE, letGo(first.jid), { at, after: { beginOf: at }, until }))
  },
)

export const candidates: Scenario[] = [...byFeature, losers, lacking]
