import { type Scenario, some } from '../../harness/index.js'
import { knownToBeGone, onNodes, ping, unavailable } from './words.js'

/**
 * Who has to be told of the end of an instance, by how it knows of the instance: a merely connected one can have
 * targets, too.
 */
const TOLD = [
  { who: 'target', proves: ['RFC6121-4.6.3-b'] },
  { who: 'target-of-connected', proves: ['RFC6121-4.6.3-c'] },
  { who: 'subscriber', proves: ['RFC6121-4.5.2-b', 'RFC6121-4.5.2-e'] },
  { who: 'sibling', proves: ['RFC6121-4.5.2-d'] },
] as const

// A node that dies tells nobody: it is the other one that has to.
const told: Scenario[] = TOLD.map(({ who, proves }) =>
  onNodes(
    `killed/told/${who}`,
    { proves: [...proves], needs: ['kill-node', 'start-node'], parameters: { who } },
    async (world) => {
      world.step(`start an instance at node 2, and its ${who} at node 1`)
      const service = await world.account('service')
      const presence = who === 'target-of-connected' ? {} : { priority: 100 }
      const instance = await world.start(service, { as: 'instance', resource: 'i1', ...presence, node: 2 })
      const account = who === 'sibling' ? service : await world.account('observer')
      const observer = await world.start(account, { as: who, resource: 'observer', priority: 0, node: 1 })
      if (who === 'subscriber') await world.subscribe(observer, instance)
      if (who.startsWith('target')) instance.presence({ to: observer.jid })
      await instance.fence(observer)

      world.step('kill node 2')
      await world.order('kill-node', { node: 2 })
      const within = world.subject.bounds.unavailable
      await observer.receive(unavailable(instance.jid), within)
      const after = { ordered: 'kill-node' } as const
      const where = { at: observer.id, after, until: await observer.barrier(), within }
      const says = `The ${who} at the other node receives unavailable presence from the full JID that is gone.`
      for (const id of proves) world.check(id, some(says, unavailable(instance.jid), where))
    },
  ),
)

const service = [
  { as: 'first', resource: 'first', priority: 100, node: 2 },
  { as: 'second', resource: 'second', priority: 95, node: 1 },
  { as: 'third', resource: 'third', priority: 50, node: 1 },
] as const

const topLost = onNodes(
  'killed/ping',
  { proves: ['DIX-FAIL-c'], needs: ['kill-node', 'start-node'] },
  async (world) => {
    world.step('start the top instance at node 2, two more and a client at node 1')
    const account = await world.account('service')
    const first = await world.start(account, service[0])
    const others = [await world.start(account, service[1]), await world.start(account, service[2])]
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0, node: 1 })
    const before = ping(client, first.bare)
    await client.fences([first, ...others, client])
    world.check('DIX-FAIL-c', { judge: 'choice', args: { mark: before, asks: 'top' } })

    world.step('kill node 2')
    await world.order('kill-node', { node: 2 })
    await first.closed()
    await knownToBeGone(client, first)

    world.step('ping the bare JID')
    const mark = ping(client, first.bare)
    await client.fences([...others, client])
    world.check('DIX-FAIL-c', { judge: 'choice', args: { mark, asks: 'top' } })
  },
)

const topReturns = onNodes(
  'killed/back',
  { proves: ['DIX-FAIL-c'], needs: ['kill-node', 'start-node'] },
  async (world) => {
    world.step('start the top instance at node 2, another and a client at node 1')
    const account = await world.account('service')
    const first = await world.start(account, service[0])
    const second = await world.start(account, service[1])
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0, node: 1 })

    world.step('kill node 2, start it again, and the instance there')
    await world.order('kill-node', { node: 2 })
    await first.closed()
    await knownToBeGone(client, first)
    await world.order('start-node', { node: 2 })
    const again = await world.start(account, service[0])
    await world.subscribe(client, again)

    world.step('ping the bare JID')
    const mark = ping(client, again.bare)
    await client.fences([again, second, client])
    world.check('DIX-FAIL-c', { judge: 'choice', args: { mark, asks: 'top' } })
  },
)

export const killed: Scenario[] = [...told, topLost, topReturns]
