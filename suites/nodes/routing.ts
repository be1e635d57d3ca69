import type { Scenario } from '../../harness/index.js'
import { onNodes, ping } from './words.js'

const NODES = [1, 2] as const

// The sender's node and that of the highest priority: the same one, or not.
const highest: Scenario[] = NODES.flatMap((sender) =>
  NODES.map((top) =>
    onNodes(
      `routing/highest/from-${sender}-to-${top}`,
      { proves: ['RFC6121-8.5.2.1.1-c', 'DIX-LB-b'], parameters: { sender, top } },
      async (world) => {
        world.step('start an instance at each node, and a client')
        const service = await world.account('service')
        const other = top === 1 ? 2 : 1
        const first = { as: 'first', resource: 'first', priority: 100, node: top }
        const second = { as: 'second', resource: 'second', priority: 95, node: other }
        const instances = [await world.start(service, first), await world.start(service, second)] as const
        const account = await world.account('client')
        const client = await world.start(account, { as: 'client', priority: 0, node: sender })
        await world.subscribe(client, instances[0])

        world.step('ping the bare JID')
        const before = ping(client, instances[0].bare)
        await client.fences([...instances, client])
        const means = { address: 'bare', state: 'many-nonneg', type: 'normal' } as const
        world.check('RFC6121-8.5.2.1.1-c', { judge: 'routing', args: { mark: before, means } })
        world.check('DIX-LB-b', { judge: 'choice', args: { mark: before, asks: 'top' } })

        world.step('lower the priority of the top; the client is told')
        const changed = instances[0].presence({ priority: 50 })
        await instances[0].barrier()
        await client.expect('the lowered priority', { name: 'presence', mark: changed })

        world.step('ping the bare JID again')
        const mark = ping(client, instances[0].bare)
        await client.fences([...instances, client])
        world.check('DIX-LB-b', { judge: 'choice', args: { mark, asks: 'top' } })
      },
    ),
  ),
)

export const routing: Scenario[] = highest
