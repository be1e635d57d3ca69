import { NS, none, once, type Scenario, scenario, some } from '../../harness/index.js'

// Two resources become available, one after the other or at the same moment: one of them gets the message.
const single: Scenario[] = (['one-after-the-other', 'at-once'] as const).map((how) =>
  scenario(
    `offline/delivery/${how}`,
    { proves: ['XEP0160-2-c', 'INV-OF-a'], role: 'server', parameters: { how } },
    async (world) => {
      world.step('send a message to an account of which two resources are connected')
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      await world.requires(client, 'msgoffline')
      const account = await world.account('service')
      const first = await world.start(account, { as: 'first', resource: 'i1' })
      const second = await world.start(account, { as: 'second', resource: 'i2' })
      const mark = client.message({ to: first.bare, type: 'chat', body: 'for one of you' })
      await client.barrier()

      world.step(`let both become available: ${how}`)
      first.presence({ priority: 0 })
      if (how === 'one-after-the-other') await first.expect('the message', { mark })
      second.presence({ priority: 0 })
      const { each: taker } = await Promise.race(
        [first, second].map(async (each) => ({ each, seen: await each.receive({ mark }) })),
      )
      const other = taker === first ? second : first
      await Promise.all([first.barrier(), second.barrier()])
      const [atTaker = '', atOther = ''] = await client.fences([taker, other])
      const after = { mark }
      const error = { name: 'message', attrs: { type: 'error', id: mark } }
      const sender = { at: client.id, after, until: await client.barrier() }
      for (const id of ['XEP0160-2-c', 'INV-OF-a']) {
        const got = { at: taker.id, after, until: atTaker }
        world.check(id, once('One resource receives the message, once.', { mark }, got))
        const spared = { at: other.id, after, until: atOther }
        world.check(id, none('No other resource receives it.', { mark }, spared))
        world.check(id, none('It is not returned to its sender as well.', error, sender))
      }
    },
  ),
)

const inOrder = scenario(
  'offline/delivery/order',
  { proves: ['INV-OF-b'], role: 'server' },
  async (world) => {
    world.step('send three messages to an account of which nobody is there')
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    await world.requires(client, 'msgoffline')
    const account = await world.account('service')
    const to = `${account.local}@${account.domain}`
    const marks = ['one', 'two', 'three'].map((body) => client.message({ to, type: 'chat', body }))
    await client.barrier()

    world.step('start an instance')
    const instance = await world.start(account, { as: 'instance', priority: 0 })
    for (const mark of marks) await instance.receive({ mark })
    world.check('INV-OF-b', { judge: 'order', args: { at: instance.id, marks } })
    const until = await client.fence(instance)
    for (const mark of marks) {
      const stamped = { name: 'message', mark, has: { name: 'delay', ns: NS.delay } }
      const where = { at: instance.id, after: { mark }, until }
      world.check('INV-OF-b', some('A stored message comes with a delay stamp.', stamped, where))
    }
  },
)

export const storedDelivery: Scenario[] = [...single, inOrder]
