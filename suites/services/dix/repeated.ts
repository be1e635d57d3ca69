import { none, oneOf, type Scenario, scenario, some } from '../../../harness/index.js'
import { PONG } from './words.js'

const delivered = scenario(
  'services/dix/repeated/delivered-twice',
  { proves: ['DIX-PONG-d', 'INV-PP-b'], role: 'service' },
  async (world) => {
    world.step('a ping is delivered, and then once more, as after a loss')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.ping(world.bare, 'again')
    await client.expect('a pong', PONG)
    client.ping(world.bare, 'again')
    const until = await world.barrier()

    const where = { at, after: { sent: { name: 'message', attrs: { id: 'again' } } }, until }
    const says = 'There is one pong at most.'
    const atMostOne = {
      verdict: 'pass' as const,
      says,
      when: [{ see: PONG, times: [0, 1] as [number, number] }],
    }
    for (const requirement of ['DIX-PONG-d', 'INV-PP-b'])
      world.check(requirement, oneOf(PONG, [atMostOne], where))
  },
)

const anothers = scenario(
  'services/dix/repeated/id-of-an-earlier-ping',
  { proves: ['DIX-PONG-a'], role: 'service' },
  async (world) => {
    world.step('a client pings with the id that another one used before')
    const at = await world.online()
    const first = world.client('romeo/orchard')
    first.ping(world.bare, 'used')
    await first.expect('a pong', PONG)
    const second = world.client('tybalt/street')
    second.ping(world.bare, 'used')
    await second.receive(PONG)
    const until = await world.barrier()

    const after = { sent: { name: 'message', attrs: { from: second.jid } } }
    const pong = { ...PONG, attrs: { to: [second.jid, second.bare], id: 'used' } }
    world.check('DIX-PONG-a', some('It gets a pong with its id.', pong, { at, after, until }))
  },
)

const tied = scenario(
  'services/dix/repeated/two-receivers',
  { proves: ['INV-PP-b'], role: 'service' },
  async (world) => {
    const client = world.client('romeo/orchard')
    for (const resource of ['first', 'second']) {
      world.step(`the ping reaches the instance ${resource}, too`)
      const at = await world.online({ resource })
      client.ping(world.bare, 'tied')
      await client.receive(PONG)
      const until = await world.barrier()
      const where = { at, after: { beginOf: at }, until }
      const says = 'Each receiver sends one pong at most.'
      const atMostOne = {
        verdict: 'pass' as const,
        says,
        when: [{ see: PONG, times: [0, 1] as [number, number] }],
      }
      world.check('INV-PP-b', oneOf(PONG, [atMostOne], where))
    }
  },
)

const unasked = scenario(
  'services/dix/repeated/not-asked',
  { proves: ['INV-PP-b'], role: 'service' },
  async (world) => {
    world.step('a client comes, and does not ping')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    const until = await world.barrier()
    const where = { at, after: { beginOf: at }, until }
    world.check('INV-PP-b', none('Nobody gets a pong.', PONG, where))
  },
)

export const repeated: Scenario[] = [delivered, anothers, tied, unasked]
