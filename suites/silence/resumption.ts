import { none, once, type Scenario, scenario, some, type World } from '../../harness/index.js'
import { WAYS } from './ways.js'

const IDS = ['XEP0198-7-c', 'INV-DP-d']
/** What part of the time for which a lost session is kept passes at least, however soon the loss was noticed. */
const MARGIN = 0.9

/** An instance that can be resumed, and who is to be told of its end: a sibling, a target of directed presence. */
async function stage(world: World) {
  world.step('start an instance with resumption and a sibling, and a target of its directed presence')
  const service = await world.account('service')
  const instance = await world.resumable(service, { as: 'instance', resource: 'i1', priority: 100 })
  const sibling = await world.start(service, { as: 'sibling', resource: 'i2', priority: 50 })
  const target = await world.start(await world.account('target'), { as: 'target', priority: 0 })
  instance.presence({ to: target.jid })
  await instance.fences([target, sibling])
  const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
  return { instance, watchers: [target, sibling], unavailable }
}

const expired = WAYS.map(({ how, path, needs, does }) =>
  scenario(
    `${path.resumption}/expired`,
    { proves: IDS, role: 'server', needs, profile: 'silence' },
    async (world) => {
      const within = world.silence + world.kept + world.subject.bounds.unavailable
      const { instance, watchers, unavailable } = await stage(world)

      world.step(`${does}: the instance; for as long as its session is kept nobody is told`)
      const after = await world.end(instance, how)
      await world.elapse(world.kept * MARGIN)
      for (const watcher of watchers) {
        const where = { at: watcher.id, after, until: await watcher.barrier() }
        for (const id of IDS)
          world.check(id, none('Nobody is told as long as it is kept.', unavailable, where))
      }

      world.step('wait until the silence is noticed and the session has expired')
      await Promise.all(watchers.map((each) => each.receive(unavailable, within)))
      for (const watcher of watchers) {
        const where = { at: watcher.id, after, until: await watcher.barrier(), within }
        const who = watcher.id.split('/')[0]
        world.check('INV-DP-d', some(`The ${who} is told in time after the expiry.`, unavailable, where))
        world.check('XEP0198-7-c', once(`The ${who} is told of the expiry once.`, unavailable, where))
      }
    },
  ),
)

const resumed = WAYS.map(({ how, path, needs, does }) =>
  scenario(
    `${path.resumption}/resumed`,
    { proves: IDS, role: 'server', needs, profile: 'silence' },
    async (world) => {
      const { instance, watchers, unavailable } = await stage(world)

      world.step(`${does}: the instance, for most of the time for which its session would be kept`)
      const after = await world.end(instance, how)
      await world.elapse(world.kept * MARGIN)

      world.step('resume the session on another stream')
      const again = await world.resume(instance)
      const fences = await again.fences(watchers)
      for (const [index, watcher] of watchers.entries()) {
        const where = { at: watcher.id, after, until: fences[index]! }
        for (const id of IDS) world.check(id, none('Nobody is told of it.', unavailable, where))
      }
    },
  ),
)

export const resumption: Scenario[] = [...expired, ...resumed]
