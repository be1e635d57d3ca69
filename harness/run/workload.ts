import { type Command, MOST } from '../gen/workload.js'
import type { FaultCommand } from '../gen/workload-faults.js'
import { DEFAULT_QUIET, type Policy } from '../judge/invariants/options.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import { calibrate } from './calibration.js'
import { Player, type Way } from './player.js'
import { Operator } from './workload-operator.js'
import type { World } from './world.js'

/** How many pings each client sends when all has come to rest. */
const LAST_PINGS = 3

/** The last end before all is quiet may be so old, ms. */
const QUIET_SINCE = 100

/** Everybody in a workload. */
export interface Cast {
  world: World
  instances: Player[]
  clients: Player[]
  /** The service's bare JID. */
  bare: string
  operator: Operator
}

/** How the players of a workload connect. */
export interface Setting extends Pick<Way, 'refused'> {
  /** A fault proxy stands before each. */
  links?: 'faulty'
  /** `spread` over the first two nodes, where the subject has several. */
  nodes?: 'spread'
}

/**
 * Plays a workload on one service account, and brings it to rest: everything is healed, every end has been noticed
 * or its bound is over, everybody alive has read what was sent to him, within the bounds of both, and what was
 * stored has been fetched.
 * @returns to whom the subject delivers pings, where it goes about that in one of the usual ways
 */
export async function playWorkload(
  world: World,
  { commands }: { commands: (Command | FaultCommand)[] },
  setting: Setting = { refused: 'ends' },
): Promise<Policy | undefined> {
  const service = await world.account('service')
  const instances = Array.from(
    { length: MOST.instances },
    (_, i) => new Player(world, service, `instance-${i + 1}`, wayOf(setting, i)),
  )
  if (setting.links !== undefined) for (const { name } of instances) await world.proxies.place(name)
  const clients: Player[] = []
  for (let i = 0; i < MOST.clients; i++) {
    const account = await world.account(`client-${i + 1}`)
    if (setting.links !== undefined) await world.proxies.place(`client-${i + 1}`)
    const client = new Player(world, account, `client-${i + 1}`, { ...wayOf(setting, i), priority: 0 })
    await client.connected()
    await client.done()
    clients.push(client)
  }
  const policy = await calibrate(world, clients[0]!.actor!)
  const operator = new Operator(world)
  const all = [...instances, ...clients]
  const cast = { world, instances, clients, bare: `${service.local}@${service.domain}`, operator }
  for (const command of commands) {
    world.step(JSON.stringify(command))
    await order(command, cast)
  }
  await settle(cast)
  world.step('come to rest')
  const { route, unavailable } = world.subject.bounds
  await operator.heal()
  await world.elapse(
    Math.max(route, unavailable, setting.refused === 'noted' ? DEFAULT_QUIET + QUIET_SINCE : 0),
  )
  const rest = new Player(world, service, 'instance-0')
  const fetching = (await rest.connected())!
  fetching.presence({ priority: 0 })
  await fetching.barrier()
  if (setting.refused === 'noted') await lastPings(cast)
  const living = [...all, rest].flatMap(({ live }) => live ?? [])
  await Promise.all(clients.map(({ live }) => live?.fences(living)))
  await Promise.all(living.map((actor) => actor.barrier()))
  return policy
}

/** Now that everything is proven, healed and quiet, nothing excuses a ping that goes astray. */
async function lastPings({ clients, bare }: Cast): Promise<void> {
  for (const client of clients) {
    const actor = await client.connected()
    for (let i = 0; i < LAST_PINGS; i++)
      actor?.message({ to: bare, payload: [el('ping', { xmlns: NS.dix })] })
    client.ask()
  }
  await Promise.all(clients.map((client) => client.done()))
}

function wayOf({ refused, nodes, links }: Setting, index: number): Way {
  return {
    refused,
    ...(links === undefined ? {} : { writes: 'in halves' }),
    ...(nodes === undefined ? {} : { nodes: index % 2 === 0 ? [1, 2] : [2, 1] }),
  }
}

async function order(command: Command | FaultCommand, cast: Cast): Promise<void> {
  const { world, instances, clients, bare } = cast
  const one = (players: Player[], index: number) => players[index % players.length]!
  switch (command.do) {
    case 'priority': {
      const instance = one(instances, command.instance)
      return instance.next(async () => {
        const actor = await instance.connected()
        actor?.presence({ priority: command.priority })
        instance.ask()
      })
    }
    case 'end': {
      const instance = one(instances, command.instance)
      return instance.next(async () => {
        if (instance.live !== undefined) await world.end(instance.live, command.how)
        if (command.how === 'unavailable') instance.ask()
      })
    }
    case 'ping': {
      const client = one(clients, command.client)
      return client.next(async () => {
        const actor = await client.connected()
        const payload = () => [el('ping', { xmlns: NS.dix })]
        for (let i = 0; i < command.times; i++) actor?.message({ to: bare, payload: payload() })
        client.ask()
      })
    }
    case 'address': {
      const [client, instance] = [one(clients, command.client), one(instances, command.instance)]
      return client.next(async () => {
        const actor = await client.connected()
        actor?.message({ to: instance.jid })
        client.ask()
      })
    }
    case 'announce': {
      const client = one(clients, command.client)
      return client.next(async () => {
        const actor = await client.connected()
        actor?.message({ to: bare, type: 'headline' })
        client.ask()
      })
    }
    case 'greet':
    case 'retract': {
      const [client, instance] = [one(clients, command.client), one(instances, command.instance)]
      const type = command.do === 'greet' ? {} : { type: 'unavailable' }
      client.next(async () => {
        const actor = await client.connected()
        actor?.presence({ to: instance.jid, ...type })
        client.ask()
      })
      return instance.next(() => {
        instance.live?.presence({ to: client.jid, ...type })
        instance.ask()
      })
    }
    case 'settle':
      return settle(cast)
    case 'rest':
      return world.elapse(command.ms)
    default:
      return cast.operator.carryOut(command, cast)
  }
}

/** Nobody is waited for who had to be cut off, or whose answers are late. */
async function settle({ instances, clients, operator }: Cast): Promise<void> {
  await operator.done()
  const players = [...instances, ...clients]
  await Promise.all(players.map((player) => player.done()))
  await Promise.all(players.map(({ live }) => live?.barrier()))
}
