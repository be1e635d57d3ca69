import { none, once, type Scenario, scenario } from '../../harness/index.js'
import { ping, unavailable } from '../nodes/words.js'

/** How long the server stands still, ms. */
const PAUSE = 3000
const MESSAGES = Array.from({ length: 8 }, (_, index) => `${index}`)

// What a virtual machine does that is moved, or a host without memory: nothing is wrong with anybody's session.
const paused = scenario(
  'restart/paused',
  {
    proves: ['RFC6121-8.5.3.1-c', 'RFC6120-10.1-b', 'INV-PR-d', 'DIX-FAIL-c'],
    role: 'server',
    profile: 'restart',
    needs: ['one-node', 'pause-node', 'continue-node'],
  },
  async (world) => {
    world.step('start two instances and a client; all see each other')
    const service = await world.account('service')
    const first = await world.start(service, { as: 'first', resource: 'first', priority: 100 })
    const second = await world.start(service, { as: 'second', resource: 'second', priority: 95 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    for (const instance of [first, second]) {
      instance.presence({ to: client.jid })
      client.presence({ to: instance.jid })
    }
    for (const each of [first, second, client]) await each.fences([first, second, client])

    world.step('pause the server, and send messages both ways')
    await world.order('pause-node', { node: 1 })
    const after = { ordered: 'pause-node' } as const
    const ways = [
      { from: client, to: first },
      { from: first, to: client },
    ].map((way) => ({ ...way, marks: MESSAGES.map((body) => way.from.message({ to: way.to.jid, body })) }))
    const early = ping(client, first.bare)
    await world.elapse(PAUSE)

    world.step('let the server go on')
    await world.order('continue-node', { node: 1 })
    for (const { from, to, marks } of ways) {
      const until = await from.fence(to)
      for (const mark of marks) {
        const says = 'What was sent meanwhile comes when the server goes on.'
        world.check('RFC6121-8.5.3.1-c', once(says, { mark }, { at: to.id, after, until }))
      }
      world.check('RFC6120-10.1-b', { judge: 'order', args: { at: to.id, marks } })
    }

    world.step('ping the bare JID')
    const late = ping(client, first.bare)
    const [reached = '', passed = ''] = await client.fences([first, second, client])
    for (const mark of [early, late]) {
      const top = 'The ping reaches the instance with the highest priority.'
      world.check('DIX-FAIL-c', once(top, { mark }, { at: first.id, after: { mark }, until: reached }))
      const others = 'It reaches no other.'
      world.check('DIX-FAIL-c', none(others, { mark }, { at: second.id, after: { mark }, until: passed }))
    }
    for (const witness of [client, first, second]) {
      const until = await witness.barrier()
      for (const { jid } of [client, first, second])
        if (jid !== witness.jid) {
          const says = 'Nobody is told that somebody is gone.'
          world.check('INV-PR-d', none(says, unavailable(jid), { at: witness.id, after, until }))
        }
    }
  },
)

export const pauses: Scenario[] = [paused]
