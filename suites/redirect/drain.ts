import { el, NS, once, type Scenario, scenario } from '../../harness/index.js'

export const drain: Scenario[] = [
  scenario(
    'redirect/one-by-one',
    { proves: ['CHAOS-06'], role: 'server', needs: ['redirect'] },
    async (world) => {
      world.step('start three instances, and a client in a session with each')
      const service = await world.account('service')
      const names = ['first', 'second', 'third']
      const parts = names.map((name, index) => ({ name, status: 100 - index }))
      const instances = await world.startAll(service, parts)
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      for (const instance of instances) {
        instance.presence({ to: client.jid })
        client.presence({ to: instance.jid })
        await instance.fence(client)
        await client.fence(instance)
      }

      const { unavailable: within } = world.subject.bounds
      for (const [index, instance] of instances.entries()) {
        const next = instances[index + 1]
        world.step(`redirect ${instance.resource}`)
        const closed = instance.closed()
        await world.order('redirect', { jid: instance.jid, target: 'node2.example:9222' })
        await closed
        const gone = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
        await client.receive(gone, within)
        if (next === undefined) break
        world.step(`ping the service, of which ${next.resource} is left at the top`)
        const mark = client.message({ to: instance.bare, payload: [el('ping', { xmlns: NS.dix })] })
        const where = { at: next.id, after: { mark }, until: await client.fence(next) }
        const says = 'The ping finds the instance that is left.'
        world.check('CHAOS-06', once(says, { name: 'message', mark }, where))
      }
      const after = { ordered: 'redirect' } as const
      const until = await client.barrier()
      for (const instance of instances) {
        const gone = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
        const told = once('The client is told once of each loss.', gone, {
          at: client.id,
          after,
          until,
          within,
        })
        world.check('CHAOS-06', told)
        const redirect = { name: 'error', ns: NS.stream, condition: 'see-other-host' }
        const says = 'No session ends without see-other-host.'
        world.check('CHAOS-06', once(says, redirect, { at: instance.id, after }))
      }
    },
  ),
]
