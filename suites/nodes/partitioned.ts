import { none, once, type Scenario, some } from '../../harness/index.js'
import { available, onNodes, ping, unavailable } from './words.js'

const needs = ['partition', 'heal'] as const
const between: [number, number] = [1, 2]
const after = { ordered: 'partition' } as const

const sides = onNodes(
  'partitioned/each-side',
  { proves: ['DIX-FAIL-c'], needs: [...needs] },
  async (world) => {
    world.step('start an instance and a client at each node')
    const service = await world.account('service')
    const first = await world.start(service, { as: 'first', resource: 'first', priority: 100, node: 1 })
    const second = await world.start(service, { as: 'second', resource: 'second', priority: 95, node: 2 })
    const account = await world.account('client')
    const clients = [
      await world.start(account, { as: 'client-1', resource: 'c1', priority: 0, node: 1 }),
      await world.start(account, { as: 'client-2', resource: 'c2', priority: 0, node: 2 }),
    ]

    world.step('cut the nodes off from each other, and ping at both')
    await world.order('partition', { between })
    for (const [index, instance] of [first, second].entries()) {
      const client = clients[index]!
      const mark = ping(client, first.bare)
      const where = { at: instance.id, after: { mark }, until: await client.fence(instance) }
      const says = 'The ping reaches the instance at the node of the client.'
      world.check('DIX-FAIL-c', once(says, { name: 'message', mark }, where))
    }
  },
)

/** How an observer knows of the instances at the other node. */
const KNOWN_BY = ['subscription', 'directed-presence'] as const

const ghosts: Scenario[] = KNOWN_BY.map((how) =>
  onNodes(
    `partitioned/ghost/${how}`,
    {
      proves: ['INV-PR-d', how === 'subscription' ? 'RFC6121-4.5.2-b' : 'RFC6121-4.6.3-b'],
      needs: [...needs],
      parameters: { how },
    },
    async (world) => {
      world.step(`start an instance and a witness at node 2, and an observer at node 1 by ${how}`)
      const service = { as: 'instance', resource: 'i1', priority: 100, node: 2 }
      const instance = await world.start(await world.account('service'), service)
      const account = await world.account('observer')
      const observer = await world.start(account, { as: 'observer', priority: 0, node: 1 })
      if (how === 'subscription') await world.subscribe(observer, instance)
      else instance.presence({ to: observer.jid })
      const other = await world.account('witness')
      const witness = await world.start(other, { as: 'witness', priority: 0, node: 2 })
      instance.presence({ to: witness.jid })
      await instance.fences([observer, witness])

      world.step('while the nodes are cut off from each other the instance ends; its node knows')
      const within = world.subject.bounds.unavailable
      await world.order('partition', { between })
      instance.fin()
      await witness.expect('the end of the instance', unavailable(instance.jid), within)

      world.step('heal the nodes')
      await world.order('heal', {})
      await observer.receive(unavailable(instance.jid), within)
      const until = await observer.barrier()
      const gone = some('The observer is told that the instance is gone.', unavailable(instance.jid), {
        at: observer.id,
        after,
        until,
        within,
      })
      const ghost = none('After that it does not see the instance again.', available(instance.jid), {
        at: observer.id,
        after: { received: unavailable(instance.jid) },
        until,
      })
      const told = how === 'subscription' ? 'RFC6121-4.5.2-b' : 'RFC6121-4.6.3-b'
      world.check(told, gone)
      world.check('INV-PR-d', gone)
      world.check('INV-PR-d', ghost)
    },
  ),
)

const converges = onNodes(
  'partitioned/healed/presence',
  { proves: ['INV-PR-d'], needs: [...needs] },
  async (world) => {
    world.step('start an instance at each node, and a subscriber at each')
    const account = await world.account('service')
    const instances = [
      await world.start(account, { as: 'first', resource: 'first', priority: 100, node: 1 }),
      await world.start(account, { as: 'second', resource: 'second', priority: 95, node: 2 }),
    ]
    const subscriber = await world.account('observer')
    const observers = [
      await world.start(subscriber, { as: 'observer-1', resource: 'o1', priority: 0, node: 1 }),
      await world.start(subscriber, { as: 'observer-2', resource: 'o2', priority: 0, node: 2 }),
    ]
    await world.subscribe(observers[0]!, instances[0]!)
    for (const instance of instances) {
      await instance.fences(observers)
    }

    world.step(
      'while the nodes are cut off from each other each instance changes its priority; then heal them',
    )
    await world.order('partition', { between })
    const changes = instances.map((instance, index) => {
      const priority = String(7 + index)
      instance.presence({ priority: 7 + index })
      return { ...available(instance.jid), has: { name: 'priority', trimmed: priority } }
    })
    for (const instance of instances) await instance.barrier()
    await world.order('heal', {})
    const within = world.subject.bounds.unavailable
    await Promise.all(observers.flatMap((o) => changes.map((change) => o.receive(change, within))))
    for (const observer of observers) {
      const until = await observer.barrier()
      for (const [index, { jid }] of instances.entries()) {
        const change = changes[index]!
        const where = { at: observer.id, after, until, within }
        world.check('INV-PR-d', some('Every subscriber reads what was changed.', change, where))
        const behind = { at: observer.id, after: { received: change }, until }
        world.check('INV-PR-d', none('After that nobody is told of an end.', unavailable(jid), behind))
      }
    }
  },
)

const rediscovered = onNodes(
  'partitioned/healed/ping',
  { proves: ['DIX-FAIL-c'], needs: [...needs] },
  async (world) => {
    world.step('start the top instance at node 2, another and a client at node 1')
    const account = await world.account('service')
    const first = await world.start(account, { as: 'first', resource: 'first', priority: 100, node: 2 })
    const second = await world.start(account, { as: 'second', resource: 'second', priority: 95, node: 1 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0, node: 1 })

    world.step('cut the nodes off from each other, and heal them; a message finds its way again')
    await world.order('partition', { between })
    await world.order('heal', {})
    await client.fence(first)

    world.step('ping the bare JID')
    const mark = ping(client, first.bare)
    const [reached, passed] = await client.fences([first, second, client])
    const pinged = { name: 'message', mark }
    const at = (id: string, until = '') => ({ at: id, after: { mark }, until })
    world.check('DIX-FAIL-c', once('The ping reaches the top instance again.', pinged, at(first.id, reached)))
    world.check('DIX-FAIL-c', none('It does not reach another.', pinged, at(second.id, passed)))
  },
)

export const partitioned: Scenario[] = [sides, ...ghosts, converges, rediscovered]
