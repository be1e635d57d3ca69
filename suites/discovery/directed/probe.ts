import { none, type Scenario, scenario, some } from '../../../harness/index.js'

export const probe: Scenario[] = [
  scenario(
    'discovery/directed/probe/full',
    { proves: ['RFC6121-4.6.6-a'], role: 'server' },
    async (world) => {
      world.step('start a service instance with show and status, its sibling, and a client')
      const service = await world.account('service')
      const instance = await world.start(service, { as: 'instance', resource: 'i1' })
      const shown = instance.presence({ priority: 100, show: 'dnd', status: 'full house' })
      await instance.barrier()
      const sibling = await world.start(service, { as: 'sibling', resource: 'i2', priority: 95 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      await world.requiresProbes(client)

      world.step('send directed presence to the client')
      instance.presence({ to: client.jid })
      await instance.fence(client)

      world.step('probe the full JID of the instance')
      const mark = client.presence({ to: instance.jid, type: 'probe' })
      const plain = { name: 'presence', attrs: { type: null, from: instance.jid } }
      const within = world.subject.bounds.route
      await client.receive({ ...plain, lacks: { name: 'mark' } }, within)
      const where = { at: client.id, after: { mark }, until: await client.barrier() }
      world.check(
        'RFC6121-4.6.6-a',
        some('The prober learns that the resource is available.', plain, { ...where, within }),
      )
      const bareOnly = 'The answer has no child elements: plain availability and no further detail.'
      for (const child of ['show', 'status', 'priority'])
        world.check('RFC6121-4.6.6-a', none(bareOnly, { ...plain, has: { name: child } }, where))
      world.check('RFC6121-4.6.6-a', none(bareOnly, { ...plain, mark: shown }, where))
      const others = { name: 'presence', attrs: { from: sibling.jid } }
      world.check('RFC6121-4.6.6-a', none('The prober learns nothing about a sibling.', others, where))
    },
  ),
]
