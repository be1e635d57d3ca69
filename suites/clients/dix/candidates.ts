import { NS, type Scenario, scenario, some } from '../../../harness/index.js'
import { DISCO, PING } from './words.js'

/** What the instances of two services can do; a third service has no instance. */
const ABILITIES = [
  { name: 'one-lacks-the-feature', alpha: [NS.discoInfo, NS.dix], left: 'one' },
  { name: 'all-lack-the-feature', alpha: [NS.discoInfo], left: 'none' },
] as const

const byFeature: Scenario[] = ABILITIES.map(({ name, alpha, left }) =>
  scenario(
    `clients/dix/candidates/${name}`,
    { proves: ['DIX-MULTI-b', 'DIX-MULTI-c'], role: 'client', parameters: { alpha, left } },
    async (world) => {
      const services = ['alpha', 'gamma'].map((service) => world.service(service, 'first'))
      const nobody = world.service('beta')
      const [able, unable] = services.map(({ instances }) => instances[0]!)
      able!.features = [...alpha]
      unable!.features = [NS.discoInfo]

      world.step('the client looks for three services: two have an instance')
      const settings = { ...world.settings, tries: 1 }
      const at = await world.online({ settings })
      await world.stream.expect('a ping', PING)
      await world.uses(unable!)
      await world.uses(able!)
      await world.elapse(settings.window + settings.grace)
      const until = await world.barrier()

      const where = { at, after: { beginOf: at }, until }
      for (const { jid } of [...services, nobody])
        world.check(
          'DIX-MULTI-b',
          some('The client pings each service.', { ...PING, attrs: { to: jid } }, where),
        )
      for (const { jid } of [able!, unable!])
        world.check(
          'DIX-MULTI-b',
          some('It asks each instance for its features.', { ...DISCO, attrs: { to: jid } }, where),
        )
      const bare = services.map(({ jid }) => jid)
      world.check('DIX-MULTI-b', {
        judge: 'tracking',
        args: { at, services: bare, until, oneOf: left === 'one' ? [able!.jid] : [] },
      })
      world.check('DIX-MULTI-c', {
        judge: 'tracking',
        args: { at, services: [services[1]!.jid], until, oneOf: [] },
      })
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
    await world.elapse(world.settings.window)
    const until = await world.barrier()

    world.check('DIX-MULTI-c', {
      judge: 'tracking',
      args: {
        at,
        services: services.map(({ jid }) => jid),
        until,
        oneOf: instances.map(({ jid }) => jid),
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
    await world.elapse(settings.grace)
    const until = await world.barrier()
    world.check('XEP0115-8.3-b', {
      judge: 'tracking',
      args: { at, services: [service.jid], until, oneOf: [] },
    })
  },
)

export const candidates: Scenario[] = [...byFeature, losers, lacking]
