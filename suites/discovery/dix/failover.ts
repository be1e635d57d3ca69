import { el, NS, type Scenario, scenario } from '../../../harness/index.js'
import { ENDS } from '../directed/ends.js'

const topLost: Scenario[] = ENDS.map(({ how, needs }) =>
  scenario(
    `discovery/dix/failover/top-lost/${how}`,
    { proves: ['DIX-FAIL-c'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      world.step('start three instances and a client')
      const service = await world.account('service')
      const first = await world.start(service, { as: 'first', resource: 'first', priority: 100 })
      const second = await world.start(service, { as: 'second', resource: 'second', priority: 95 })
      const third = await world.start(service, { as: 'third', resource: 'third', priority: 50 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step('ping the bare JID; the top instance sends the client directed presence')
      const before = client.message({ to: first.bare, payload: [el('ping', { xmlns: NS.dix })] })
      await client.fences([first, second, third, client])
      world.check('DIX-FAIL-c', { judge: 'choice', args: { mark: before, asks: 'top' } })
      first.presence({ to: client.jid })
      await first.fence(client)

      world.step(`lose the top instance: ${how}; the client is told`)
      await world.end(first, how)
      const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: first.jid } }
      await client.expect('unavailable presence of the top', unavailable, world.subject.bounds.unavailable)
      if (how === 'unavailable') await first.barrier()

      world.step('ping the bare JID again')
      const connected = how === 'unavailable' ? [first, second, third, client] : [second, third, client]
      const mark = client.message({ to: first.bare, payload: [el('ping', { xmlns: NS.dix })] })
      await client.fences(connected)
      world.check('DIX-FAIL-c', { judge: 'choice', args: { mark, asks: 'top' } })
    },
  ),
)

/** Who goes, by the place in the order of priorities 100, 95, 50; one is left in the end. */
const ROLLS = [
  { name: 'from-the-top', order: [0, 1] },
  { name: 'from-the-bottom', order: [2, 1] },
  { name: 'from-the-middle', order: [1, 0] },
] as const

const rolling: Scenario[] = ROLLS.map(({ name, order }) =>
  scenario(
    `discovery/dix/failover/rolling/${name}`,
    { proves: ['DIX-FAIL-c'], role: 'server', parameters: { order } },
    async (world) => {
      world.step('start three instances and a client')
      const service = await world.account('service')
      const instances = [
        await world.start(service, { as: 'first', resource: 'first', priority: 100 }),
        await world.start(service, { as: 'second', resource: 'second', priority: 95 }),
        await world.start(service, { as: 'third', resource: 'third', priority: 50 }),
      ]
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      for (const instance of instances) {
        instance.presence({ to: client.jid })
        await instance.fence(client)
      }

      const lost = new Set<number>()
      for (const place of order) {
        const leaving = instances[place]!
        world.step(`lose the instance of place ${place + 1}, and ping the bare JID`)
        leaving.fin()
        lost.add(place)
        const gone = { name: 'presence', attrs: { type: 'unavailable', from: leaving.jid } }
        await client.expect('unavailable presence of the instance', gone, world.subject.bounds.unavailable)
        const left = instances.filter((_, index) => !lost.has(index))
        const mark = client.message({ to: leaving.bare, payload: [el('ping', { xmlns: NS.dix })] })
        await client.fences([...left, client])
        world.check('DIX-FAIL-c', { judge: 'choice', args: { mark, asks: 'top' } })
      }
    },
  ),
)

const onlyNegativeLeft = scenario(
  'discovery/dix/failover/only-a-negative-one-left',
  { proves: ['DIX-FAIL-c'], role: 'server' },
  async (world) => {
    world.step('start two instances, a drained one and a client')
    const service = await world.account('service')
    const first = await world.start(service, { as: 'first', resource: 'first', priority: 100 })
    const second = await world.start(service, { as: 'second', resource: 'second', priority: 95 })
    const drained = await world.start(service, { as: 'drained', resource: 'drained', priority: -1 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

    world.step('lose all but the drained one')
    for (const leaving of [first, second]) {
      leaving.presence({ to: client.jid })
      await leaving.fence(client)
      leaving.fin()
      const gone = { name: 'presence', attrs: { type: 'unavailable', from: leaving.jid } }
      await client.expect('unavailable presence of the instance', gone, world.subject.bounds.unavailable)
    }

    world.step('ping the bare JID')
    const mark = client.message({ to: drained.bare, payload: [el('ping', { xmlns: NS.dix })] })
    await client.fences([drained, client])
    world.check('DIX-FAIL-c', { judge: 'exclusion', args: { mark, passesBy: 'negative' } })
  },
)

const topReturns = scenario(
  'discovery/dix/failover/top-returns',
  { proves: ['DIX-FAIL-c'], role: 'server' },
  async (world) => {
    world.step('start two instances and a client')
    const service = await world.account('service')
    const top = { as: 'first', resource: 'first', priority: 100 }
    const first = await world.start(service, top)
    const second = await world.start(service, { as: 'second', resource: 'second', priority: 95 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    first.presence({ to: client.jid })
    await first.fence(client)

    world.step('lose the top instance, and start it again under the same resource')
    first.fin()
    const gone = { name: 'presence', attrs: { type: 'unavailable', from: first.jid } }
    await client.expect('unavailable presence of the top', gone, world.subject.bounds.unavailable)
    const again = await world.start(service, top)

    world.step('ping the bare JID')
    const mark = client.message({ to: again.bare, payload: [el('ping', { xmlns: NS.dix })] })
    await client.fences([again, second, client])
    world.check('DIX-FAIL-c', { judge: 'choice', args: { mark, asks: 'top' } })
  },
)

export const failover: Scenario[] = [...topLost, ...rolling, onlyNegativeLeft, topReturns]
