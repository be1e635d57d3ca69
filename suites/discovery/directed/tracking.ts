import { none, type Scenario, scenario } from '../../../harness/index.js'
import { ENDS } from './ends.js'

const retracted: Scenario[] = ENDS.map(({ how, needs }) =>
  scenario(
    `discovery/directed/tracking/retracted/${how}`,
    { proves: ['RFC6121-4.6.1-b'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      world.step('start a service instance and two clients')
      const instance = await world.start(await world.account('service'), { as: 'instance', priority: 100 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const other = await world.start(await world.account('other'), { as: 'other', priority: 0 })

      world.step('send directed presence to both, and retract it from one')
      instance.presence({ to: client.jid })
      instance.presence({ to: other.jid })
      instance.presence({ to: client.jid, type: 'unavailable' })
      await instance.fences([client, other])

      world.step(`end the session of the instance: ${how}`)
      const after = await world.end(instance, how)
      const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
      await other.receive(unavailable, world.subject.bounds.unavailable)
      const until = how === 'unavailable' ? await instance.fence(client) : await client.barrier()
      const says = 'The target that was told already gets no second unavailable presence.'
      world.check('RFC6121-4.6.1-b', none(says, unavailable, { at: client.id, after, until }))
    },
  ),
)

const targetLeft: Scenario[] = ENDS.map(({ how, needs }) =>
  scenario(
    `discovery/directed/tracking/target-left/${how}`,
    { proves: ['RFC6121-4.6.1-c'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      world.step('start a service instance and a client that exchange directed presence')
      const start = { as: 'instance', resource: 'i1', priority: 100 }
      const service = await world.account('service')
      const instance = await world.start(service, start)
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      client.presence({ to: instance.jid })
      instance.presence({ to: client.jid })
      await client.fence(instance)
      await instance.fence(client)

      world.step(`end the session of the instance: ${how}`)
      await world.end(instance, how)
      const gone = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
      await client.expect('unavailable presence of the instance', gone, world.subject.bounds.unavailable)

      world.step('let the instance come back')
      if (how === 'unavailable') instance.presence({ priority: 100 })
      const again = how === 'unavailable' ? instance : await world.start(service, start)
      await again.barrier()

      world.step('let the client go')
      const mark = client.presence({ type: 'unavailable' })
      const where = { at: again.id, after: { mark }, until: await client.fence(again) }
      const stray = { name: 'presence', attrs: { type: 'unavailable', from: client.jid } }
      const says = 'The later session of the target gets no unavailable presence.'
      world.check('RFC6121-4.6.1-c', none(says, stray, where))
    },
  ),
)

const sibling = scenario(
  'discovery/directed/tracking/sibling',
  { proves: ['RFC6121-4.6.1-d'], role: 'server' },
  async (world) => {
    world.step('start two service instances and a client')
    const service = await world.account('service')
    const instance = await world.start(service, { as: 'instance', resource: 'i1', priority: 100 })
    const other = await world.start(service, { as: 'other', resource: 'i2', priority: 95 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

    world.step('send directed presence from one instance')
    instance.presence({ to: client.jid })
    await instance.fence(client)

    world.step('let the other instance go')
    const mark = other.presence({ type: 'unavailable' })
    const where = { at: client.id, after: { mark }, until: await other.fence(client) }
    const told = { name: 'presence', attrs: { type: 'unavailable' }, fromBare: instance.bare }
    const says = 'The target is not told of the end of a sibling that sent it no directed presence.'
    world.check('RFC6121-4.6.1-d', none(says, told, where))
  },
)

const laterSession: Scenario[] = (['same-stream', 'new-stream'] as const).map((stream) =>
  scenario(
    `discovery/directed/tracking/later-session/${stream}`,
    { proves: ['RFC6121-4.6.1-d'], role: 'server', parameters: { stream } },
    async (world) => {
      world.step('start a service instance and a client')
      const start = { as: 'instance', resource: 'i1', priority: 100 }
      const service = await world.account('service')
      const instance = await world.start(service, start)
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step('send directed presence, and end the presence session')
      instance.presence({ to: client.jid })
      await instance.fence(client)
      if (stream === 'new-stream') await instance.close()
      else instance.presence({ type: 'unavailable' })
      const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
      await client.expect(
        'unavailable presence of the instance',
        unavailable,
        world.subject.bounds.unavailable,
      )

      world.step('begin another presence session, and end it')
      if (stream === 'same-stream') instance.presence({ priority: 100 })
      const again = stream === 'same-stream' ? instance : await world.start(service, start)
      const mark = again.presence({ type: 'unavailable' })
      const where = { at: client.id, after: { mark }, until: await again.fence(client) }
      const says = 'The target of the earlier presence session is not told of the end of the later one.'
      world.check('RFC6121-4.6.1-d', none(says, unavailable, where))
    },
  ),
)

export const tracking: Scenario[] = [...retracted, ...targetLeft, sibling, ...laterSession]
