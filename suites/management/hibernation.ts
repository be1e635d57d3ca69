import { el, NS, none, once, type Scenario, scenario, some } from '../../harness/index.js'
import { BREAKS } from './breaks.js'

const kept: Scenario[] = BREAKS.map(({ how, needs }) =>
  scenario(
    `management/hibernation/kept/${how}`,
    { proves: ['XEP0198-7-b', 'CHAOS-12'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      world.step('start a top instance with resumption, another one, and a client')
      const service = await world.account('service')
      const top = await world.resumable(service, { as: 'top', resource: 'i1', priority: 100 })
      const other = await world.start(service, { as: 'other', resource: 'i2', priority: 50 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step(`break the link of the top instance: ${how}; ping the bare JID`)
      top[how]()
      const ping = { to: top.bare, payload: [el('ping', { xmlns: NS.dix })] }
      const mark = client.message(ping)
      const atOther = { at: other.id, after: { mark }, until: await client.fence(other) }
      const atClient = { at: client.id, after: { mark }, until: await client.barrier() }
      const received = { name: 'message', attrs: { type: [null, 'normal'] }, mark }
      const error = { name: 'message', attrs: { type: 'error', id: mark } }
      for (const id of ['XEP0198-7-b', 'CHAOS-12']) {
        world.check(
          id,
          none('The ping is not given to an instance with a lower priority.', received, atOther),
        )
        world.check(id, none('The ping is not returned.', error, atClient))
      }

      world.step('resume the session')
      const again = await world.resume(top)
      const after = { beginOf: again.id }
      const atTop = { at: again.id, after, until: await client.fence(again) }
      for (const id of ['XEP0198-7-b', 'CHAOS-12'])
        world.check(id, once('The ping was kept for the top instance.', received, atTop))
    },
  ),
)

const limited = scenario(
  'management/hibernation/limited',
  { proves: ['XEP0198-7-b'], role: 'server' },
  async (world) => {
    const patience = world.kept + world.subject.bounds.unavailable
    world.step('break the link of a session that can be resumed, and wait until it has expired')
    const client = await world.resumable(await world.account('client'), { as: 'client', priority: 0 })
    client.fin()
    await world.elapse(patience)

    world.step('ask for its resumption')
    const again = await world.unbound(client.account, 'again', client.jid)
    await again.resume(client.carried.id, client.received)
    await again.close()
    const where = { at: again.id, after: { sent: { name: 'resume' } } }
    const resumed = { name: 'resumed', ns: NS.sm }
    world.check('XEP0198-7-b', none('The session is over.', resumed, where))
  },
)

const resumed: Scenario[] = BREAKS.map(({ how, needs }) =>
  scenario(
    `management/hibernation/resumed/${how}`,
    { proves: ['XEP0198-7-c', 'INV-DP-d'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      world.step(
        'start an instance with resumption and a sibling, a target of directed presence, a subscriber',
      )
      const service = await world.account('service')
      const instance = await world.resumable(service, { as: 'instance', resource: 'i1', priority: 100 })
      const sibling = await world.start(service, { as: 'sibling', resource: 'i2', priority: 50 })
      const target = await world.start(await world.account('target'), { as: 'target', priority: 0 })
      const subscriber = await world.start(await world.account('subscriber'), {
        as: 'subscriber',
        priority: 0,
      })
      await world.subscribe(subscriber, instance)
      instance.presence({ to: target.jid })
      await instance.fences([target, subscriber, sibling])

      world.step(`break the link: ${how}`)
      instance[how]()
      const watchers = [target, subscriber, sibling]
      const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
      for (const watcher of watchers) {
        const where = { at: watcher.id, after: { endOf: instance.id }, until: await watcher.barrier() }
        for (const id of ['XEP0198-7-c', 'INV-DP-d'])
          world.check(id, none('Nobody is told as long as it can be resumed.', unavailable, where))
      }

      world.step('resume the session')
      const again = await world.resume(instance)
      const fences = await again.fences(watchers)
      for (const [index, watcher] of watchers.entries()) {
        const where = { at: watcher.id, after: { endOf: instance.id }, until: fences[index]! }
        const says = `Nobody is told of a break that is resumed: not the ${watcher.id.split('/')[0]}.`
        for (const id of ['XEP0198-7-c', 'INV-DP-d']) world.check(id, none(says, unavailable, where))
      }
    },
  ),
)

const expired: Scenario[] = BREAKS.map(({ how, needs }) =>
  scenario(
    `management/hibernation/expired/${how}`,
    { proves: ['XEP0198-7-c', 'INV-DP-d'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      const within = world.kept + world.subject.bounds.unavailable
      world.step(
        'start an instance with resumption and a sibling, a target of directed presence, a subscriber',
      )
      const service = await world.account('service')
      const instance = await world.resumable(service, { as: 'instance', resource: 'i1', priority: 100 })
      const sibling = await world.start(service, { as: 'sibling', resource: 'i2', priority: 50 })
      const target = await world.start(await world.account('target'), { as: 'target', priority: 0 })
      const subscriber = await world.start(await world.account('subscriber'), {
        as: 'subscriber',
        priority: 0,
      })
      await world.subscribe(subscriber, instance)
      instance.presence({ to: target.jid })
      await instance.fences([target, subscriber, sibling])

      world.step(`break the link: ${how}`)
      instance[how]()
      const after = { endOf: instance.id }
      const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
      for (const watcher of [target, subscriber, sibling]) {
        const where = { at: watcher.id, after, until: await watcher.barrier() }
        world.check('XEP0198-7-c', none('Nobody is told as long as it can be resumed.', unavailable, where))
      }

      world.step('wait until the session has expired')
      await Promise.all([target, subscriber, sibling].map((each) => each.receive(unavailable, within)))
      for (const watcher of [target, subscriber, sibling]) {
        const where = { at: watcher.id, after, until: await watcher.barrier(), within }
        const who = watcher.id.split('/')[0]
        world.check('INV-DP-d', some(`The ${who} is told in time after the expiry.`, unavailable, where))
        world.check('XEP0198-7-c', once(`The ${who} is told of the expiry once.`, unavailable, where))
      }
    },
  ),
)

// Without resumption a break is an end, which is told at once.
const plain: Scenario[] = BREAKS.map(({ how, needs }) =>
  scenario(
    `management/hibernation/plain/${how}`,
    { proves: ['INV-DP-d', 'CHAOS-12'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      world.step('start a top instance that acknowledges without resumption, another one, and a client')
      const service = await world.account('service')
      const top = await world.manageable(service, { as: 'top', resource: 'i1' })
      await top.manage('plain')
      top.presence({ priority: 100 })
      await top.barrier()
      const other = await world.start(service, { as: 'other', resource: 'i2', priority: 50 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      top.presence({ to: client.jid })
      await top.fence(client)

      world.step(`break the link of the top instance: ${how}`)
      top[how]()
      const within = world.subject.bounds.unavailable
      const after = { endOf: top.id }
      const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: top.jid } }
      await Promise.all([other, client].map((each) => each.receive(unavailable, within)))
      for (const watcher of [other, client]) {
        const where = { at: watcher.id, after, until: await watcher.barrier(), within }
        world.check('INV-DP-d', some('A session that cannot be resumed ends at once.', unavailable, where))
      }

      world.step('ping the bare JID')
      const mark = client.message({ to: top.bare, payload: [el('ping', { xmlns: NS.dix })] })
      const where = { at: other.id, after: { mark }, until: await client.fence(other) }
      const says = 'Without resumption the next instance receives the ping at once.'
      world.check('CHAOS-12', once(says, { name: 'message', mark }, where))
    },
  ),
)

export const hibernation: Scenario[] = [...kept, limited, ...resumed, ...expired, ...plain]
