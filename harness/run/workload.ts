import type { ClientActor } from '../actors/client.js'
import type { Account } from '../actors/login.js'
import { type Command, MOST, type Workload } from '../gen/workload.js'
import type { Policy } from '../judge/invariants/options.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import { calibrate } from './calibration.js'
import type { World } from './world.js'

/** One instance or client of a workload: what it is to do, it does one thing after the other. */
class Player {
  actor: ClientActor | undefined
  /** The full JID of its present or last session. */
  jid: string
  #doing: Promise<void> = Promise.resolve()
  readonly #asked: Promise<string>[] = []

  constructor(
    readonly world: World,
    readonly account: Account,
    readonly name: string,
  ) {
    this.jid = `${account.local}@${account.domain}/${name}`
  }

  /** Does it when all before is done. */
  next(action: () => Promise<void> | void): void {
    this.#doing = this.#doing.then(action)
  }

  /** Asks its server for a sign that all it sent so far was processed, and goes on (RFC 6120 10.1). */
  ask(): void {
    if (this.live !== undefined) this.#asked.push(this.live.barrier())
  }

  /** Resolves when everything is done, and every sign was given or is overdue. */
  async done(): Promise<void> {
    await this.#doing
    await Promise.all(this.#asked)
  }

  /** Its session, which begins now if it has none. */
  async connected(): Promise<ClientActor> {
    if (this.actor === undefined || this.actor.connection.ended !== undefined) {
      this.actor = await this.world.start(this.account, { as: this.name, resource: this.name })
      this.jid = this.actor.jid
    }
    return this.actor
  }

  /** Its session, if it has one. */
  get live(): ClientActor | undefined {
    return this.actor?.connection.ended === undefined ? this.actor : undefined
  }
}

/**
 * Plays a workload on one service account, and brings it to rest: every end has been noticed or its bound is over,
 * everybody alive has read what was sent to him, within the bounds of both, and what was stored has been fetched.
 * @returns to whom the subject delivers pings, where it goes about that in one of the usual ways
 */
export async function playWorkload(world: World, { commands }: Workload): Promise<Policy | undefined> {
  const service = await world.account('service')
  const instances = Array.from(
    { length: MOST.instances },
    (_, i) => new Player(world, service, `instance-${i + 1}`),
  )
  const clients: Player[] = []
  for (let i = 0; i < MOST.clients; i++) {
    const client = new Player(world, await world.account(`client-${i + 1}`), `client-${i + 1}`)
    const actor = await client.connected()
    actor.presence({ priority: 0 })
    await actor.barrier()
    clients.push(client)
  }
  const policy = await calibrate(world, clients[0]!.live!)
  const all = [...instances, ...clients]
  const bare = `${service.local}@${service.domain}`
  for (const command of commands) {
    world.step(JSON.stringify(command))
    await order(command, { world, instances, clients, bare })
  }
  await settle(all)
  world.step('come to rest')
  const { route, unavailable } = world.subject.bounds
  await world.elapse(Math.max(route, unavailable))
  const rest = new Player(world, service, 'instance-0')
  const fetching = await rest.connected()
  fetching.presence({ priority: 0 })
  await fetching.barrier()
  const living = [...all, rest].flatMap(({ live }) => live ?? [])
  await Promise.all(clients.map(({ live }) => live?.fences(living)))
  await Promise.all(living.map((actor) => actor.barrier()))
  return policy
}

interface Cast {
  world: World
  instances: Player[]
  clients: Player[]
  bare: string
}

async function order(command: Command, { world, instances, clients, bare }: Cast): Promise<void> {
  const one = (players: Player[], index: number) => players[index % players.length]!
  switch (command.do) {
    case 'priority': {
      const instance = one(instances, command.instance)
      return instance.next(async () => {
        const actor = await instance.connected()
        actor.presence({ priority: command.priority })
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
      return client.next(() => {
        const payload = () => [el('ping', { xmlns: NS.dix })]
        for (let i = 0; i < command.times; i++) client.live?.message({ to: bare, payload: payload() })
        client.ask()
      })
    }
    case 'address': {
      const [client, instance] = [one(clients, command.client), one(instances, command.instance)]
      return client.next(() => {
        client.live?.message({ to: instance.jid })
        client.ask()
      })
    }
    case 'greet':
    case 'retract': {
      const [client, instance] = [one(clients, command.client), one(instances, command.instance)]
      const type = command.do === 'greet' ? {} : { type: 'unavailable' }
      client.next(() => {
        client.live?.presence({ to: instance.jid, ...type })
        client.ask()
      })
      return instance.next(() => {
        instance.live?.presence({ to: client.jid, ...type })
        instance.ask()
      })
    }
    case 'settle':
      return settle([...instances, ...clients])
    case 'rest':
      return world.elapse(command.ms)
  }
}

async function settle(players: Player[]): Promise<void> {
  await Promise.all(players.map((player) => player.done()))
  await Promise.all(players.map(({ live }) => live?.barrier()))
}
