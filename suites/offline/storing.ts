import { none, once, type Scenario, scenario } from '../../harness/index.js'

/** Resources that cannot receive the message by the bare JID: those that are there before it, and that come then. */
const STATES = [
  { state: 'nobody', before: [], afterwards: [] },
  { state: 'connected-only', before: [{ name: 'idle', status: 'connected' }], afterwards: [] },
  { state: 'negative-only', before: [{ name: 'shy', status: -1 }], afterwards: [] },
  { state: 'negative-first', before: [], afterwards: [{ name: 'shy', status: -1 }] },
] as const

const stored: Scenario[] = STATES.map(({ state, before, afterwards }) =>
  scenario(
    `offline/storing/${state}`,
    { proves: ['XEP0160-2-a', 'INV-OF-a'], role: 'server', parameters: { state } },
    async (world) => {
      world.step(`bring the account into the state ${state}`)
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      await world.requires(client, 'msgoffline')
      const account = await world.account('service')
      const others = await world.startAll(account, before)

      world.step('send a message to the bare JID')
      const to = `${account.local}@${account.domain}`
      const mark = client.message({ to, type: 'chat', body: 'for later' })
      const after = { mark }
      await client.barrier()
      others.push(...(await world.startAll(account, afterwards)))

      world.step('start a resource with a priority of 0')
      const next = await world.start(account, { as: 'next', resource: 'next', priority: 0 })
      await next.receive({ mark })
      const atNext = { at: next.id, after, until: await client.fence(next) }
      const atClient = { at: client.id, after, until: await client.barrier() }
      const error = { name: 'message', attrs: { type: 'error', id: mark } }
      for (const id of ['XEP0160-2-a', 'INV-OF-a']) {
        world.check(id, once('The next resource that can receive it does, once.', { mark }, atNext))
        world.check(id, none('The message is not returned.', error, atClient))
        for (const other of others) {
          const where = { at: other.id, after, until: await client.fence(other) }
          world.check(id, none('A resource that cannot receive it does not.', { mark }, where))
        }
      }
    },
  ),
)

// What was delivered is not stored as well. A second message, which is stored, proves that the store was emptied.
const delivered = scenario(
  'offline/storing/available',
  { proves: ['XEP0160-2-a'], role: 'server' },
  async (world) => {
    world.step('start an instance and a client; send a message to the bare JID')
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    await world.requires(client, 'msgoffline')
    const account = await world.account('service')
    const instance = await world.start(account, { as: 'instance', resource: 'i1', priority: 0 })
    const parts = { to: instance.bare, type: 'chat', body: 'at once' }
    const mark = client.message(parts)
    const live = { at: instance.id, after: { mark }, until: await client.fence(instance) }
    world.check('XEP0160-2-a', once('An available resource receives it at once.', { mark }, live))

    world.step('let the instance go, send another message, and start the next instance')
    await instance.close()
    const second = client.message({ ...parts, body: 'for later' })
    await client.barrier()
    const next = await world.start(account, { as: 'next', resource: 'i2', priority: 0 })
    await next.expect('the second message', { mark: second })
    const where = { at: next.id, after: { mark }, until: await client.fence(next) }
    world.check('XEP0160-2-a', none('It was not stored as well.', { mark }, where))
  },
)

const raised = scenario(
  'offline/storing/raised',
  { proves: ['XEP0160-2-b'], role: 'server' },
  async (world) => {
    world.step('start an instance with a negative priority, and a client')
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    await world.requires(client, 'msgoffline')
    const instance = await world.start(await world.account('service'), { as: 'instance', priority: -1 })

    world.step('send a message to the bare JID; then raise the priority to 0')
    const mark = client.message({ to: instance.bare, type: 'chat', body: 'for later' })
    await client.barrier()
    instance.presence({ priority: 0 })
    await instance.receive({ mark })
    const where = { at: instance.id, after: { mark }, until: await instance.barrier() }
    world.check('XEP0160-2-b', once('The stored message comes with the new priority.', { mark }, where))
  },
)

export const storing: Scenario[] = [...stored, delivered, raised]
