import { type Scenario, scenario, some } from '../../harness/index.js'

/** Who learns of an instance's end, by how it knows of the instance. */
const KNOWN_BY = ['directed-presence', 'subscription'] as const

export const presence: Scenario[] = KNOWN_BY.map((how) =>
  scenario(
    `redirect/presence/${how}`,
    { proves: ['RFC6120-4.9.3.19-q'], role: 'server', needs: ['redirect'], parameters: { how } },
    async (world) => {
      const service = await world.account('service')
      const instance = await world.start(service, { as: 'instance', resource: 'i1', priority: 100 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      world.step(`let a client know of an instance: ${how}`)
      if (how === 'subscription') await world.subscribe(client, instance)
      else instance.presence({ to: client.jid })
      await instance.fence(client)

      world.step('redirect the instance')
      const closed = instance.closed()
      await world.order('redirect', { jid: instance.jid, target: 'node2.example:9222' })
      await closed
      const within = world.subject.bounds.unavailable
      const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
      await client.receive(unavailable, within)
      const after = { ordered: 'redirect' } as const
      const where = { at: client.id, after, until: await client.barrier(), within }
      const says = 'Who knew of the redirected instance receives unavailable presence from it.'
      world.check('RFC6120-4.9.3.19-q', some(says, unavailable, where))
    },
  ),
)
