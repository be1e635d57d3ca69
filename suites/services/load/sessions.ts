import { none, type Scenario, scenario } from '../../../harness/index.js'
import { PRESENCE } from '../dix/words.js'

const CLIENTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']

const busy = scenario(
  'services/load/sessions/come-and-go',
  { proves: ['DIX-LB-a', 'DIX-LB-e', 'RFC6121-4.7.2.3-a'], role: 'service' },
  async (world) => {
    const at = await world.online()
    const clients = CLIENTS.slice(0, 3).map((name) => world.client(`romeo/${name}`))

    world.step('three clients come')
    for (const client of clients) client.presence(world.jid)
    for (const client of clients) await client.receive(PRESENCE, world.bounds.handshake)
    await world.elapse(2 * world.settings.interval)
    const busiest = await world.barrier()

    world.step('they go')
    for (const client of clients) client.presence(world.jid, 'unavailable')
    await world.elapse(2 * world.settings.interval)
    const until = await world.barrier()

    const after = { sent: { name: 'presence', attrs: { from: clients[0]?.jid ?? '' } } }
    world.check('DIX-LB-a', { judge: 'priorities', args: { at, after, until, asks: 'load', busy: busiest } })
    const whole = { at, after: { beginOf: at }, until }
    world.check('DIX-LB-e', { judge: 'priorities', args: { ...whole, asks: 'range' } })
    world.check('RFC6121-4.7.2.3-a', { judge: 'form', args: { ...whole, rule: 'priority' } })
  },
)

const crowd = scenario(
  'services/load/sessions/a-crowd',
  { proves: ['DIX-LB-c', 'DIX-LB-f', 'RFC6121-4.4.1-a'], role: 'service' },
  async (world) => {
    const at = await world.online({ priority: 10 })
    const clients = CLIENTS.map((name) => world.client(`romeo/${name}`))

    world.step('more clients come at once than the priority of the instance has room for')
    for (const client of clients) client.presence(world.jid)
    for (const client of clients) await client.receive(PRESENCE, world.bounds.handshake)
    const greeted = await world.barrier()
    await world.elapse(2 * world.settings.interval)
    const until = await world.barrier()

    const { interval } = world.settings
    const whole = { at, after: { beginOf: at }, until }
    world.check('DIX-LB-c', { judge: 'priorities', args: { ...whole, asks: 'non-negative' } })
    world.check('DIX-LB-f', { judge: 'priorities', args: { ...whole, asks: 'broadcast' } })
    const after = { sent: { name: 'presence', attrs: { from: clients[0]?.jid ?? '' } } }
    const spaced = {
      judge: 'priorities' as const,
      args: { at, after, until: greeted, asks: 'spaced' as const, interval },
    }
    world.check('RFC6121-4.4.1-a', spaced)
    const content = { name: 'presence', attrs: { to: null }, has: { name: 'body' } }
    world.check('RFC6121-4.4.1-a', none('Its broadcasts carry no message.', content, whole))
  },
)

/** Priorities at the ends of what is allowed. */
const ENDS = [
  { name: 'highest', priority: 127 },
  { name: 'lowest-that-gets-pings', priority: 0 },
] as const

const ends: Scenario[] = ENDS.map(({ name, priority }) =>
  scenario(
    `services/load/ends/${name}`,
    { proves: ['DIX-LB-e', 'RFC6121-4.7.2.3-a'], role: 'service', parameters: { priority } },
    async (world) => {
      world.step('an instance with this priority gets a client, and loses it')
      const at = await world.online({ priority })
      const client = world.client('romeo/orchard')
      client.presence(world.jid)
      await client.receive(PRESENCE, world.bounds.handshake)
      client.presence(world.jid, 'unavailable')
      await world.elapse(2 * world.settings.interval)
      const until = await world.barrier()

      const whole = { at, after: { beginOf: at }, until }
      world.check('DIX-LB-e', { judge: 'priorities', args: { ...whole, asks: 'range' } })
      world.check('RFC6121-4.7.2.3-a', { judge: 'form', args: { ...whole, rule: 'priority' } })
    },
  ),
)

export const loads: Scenario[] = [busy, crowd, ...ends]
