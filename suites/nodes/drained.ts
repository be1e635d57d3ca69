import { NS, once, type Scenario } from '../../harness/index.js'
import { onNodes, ping, unavailable } from './words.js'

const parts = [
  { as: 'first', resource: 'first', priority: 100 },
  { as: 'second', resource: 'second', priority: 95 },
] as const

// What an operator does to upgrade a node.
const upgrade = onNodes(
  'drained/instances',
  { proves: ['CHAOS-06', 'RFC6120-4.9.3.19-b', 'DIX-FAIL-c'], needs: ['drain-node', 'undrain-node'] },
  async (world) => {
    world.step('start two instances at node 2, a third and a client in a session with each at node 1')
    const account = await world.account('service')
    const instances = [
      await world.start(account, { ...parts[0], node: 2 }),
      await world.start(account, { ...parts[1], node: 2 }),
    ]
    const third = await world.start(account, { as: 'third', resource: 'third', priority: 50, node: 1 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0, node: 1 })
    for (const instance of instances) {
      instance.presence({ to: client.jid })
      await instance.fence(client)
    }

    world.step('drain node 2')
    const { host, port } = world.node(1)
    const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
    await world.order('drain-node', { node: 2, target })
    await Promise.all(instances.map((instance) => instance.closed()))
    const after = { ordered: 'drain-node' } as const
    const within = world.subject.bounds.unavailable
    for (const { jid } of instances) await client.receive(unavailable(jid), within)

    world.step('ping the service, of which one instance is left')
    const left = ping(client, third.bare)
    await client.fences([third, client])
    world.check('DIX-FAIL-c', { judge: 'choice', args: { mark: left, asks: 'top' } })
    const until = await client.barrier()
    for (const { id, jid } of instances) {
      const error = { name: 'error', ns: NS.stream, condition: 'see-other-host' }
      world.check('CHAOS-06', once('No session ends without see-other-host.', error, { at: id, after }))
      const named = { ...error, has: { name: 'see-other-host', ns: NS.streamErrors, trimmed: target } }
      world.check('RFC6120-4.9.3.19-b', once('The redirect names the other node.', named, { at: id, after }))
      const where = { at: client.id, after, until, within }
      world.check('CHAOS-06', once('The client is told once of each loss.', unavailable(jid), where))
    }

    world.step('start the instances at the other node, and ping again')
    const again = [
      await world.start(account, { ...parts[0], node: 1 }),
      await world.start(account, { ...parts[1], node: 1 }),
    ]
    const mark = ping(client, third.bare)
    await client.fences([...again, third, client])
    world.check('DIX-FAIL-c', { judge: 'choice', args: { mark, asks: 'top' } })
  },
)

export const drained: Scenario[] = [upgrade]
