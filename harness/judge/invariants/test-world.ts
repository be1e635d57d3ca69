import { Actor, type Stage } from './test-actor.js'
import { Agenda, Draw } from './test-random.js'
import { type Manner, ModelServer } from './test-server.js'
import type { Stanza } from './test-stanza.js'
import { Tape } from './test-tape.js'

export const SERVICE = 'svc@x'

/** What happens next in a model run; `who` and `whom` choose among the actors that can. */
export interface Action {
  do: (typeof ACTIONS)[number]
  who: number
  whom: number
  priority: number
  /** Time until the next action, ms. */
  gap: number
}

export const ACTIONS = [
  'ping',
  'ping',
  'ping',
  'ping',
  'burst',
  'chat',
  'headline',
  'groupchat',
  'error',
  'self',
  'request',
  'priority',
  'priority',
  'priority',
  'glimpse',
  'off',
  'direct',
  'direct',
  'direct-bare',
  'retract',
  'back',
  'reset',
  'fin',
  'close',
  'kick',
  'restart',
  'restart',
  'silence',
  'awake',
  'resume',
  'stall',
  'client-ends',
  'client-starts',
  'wait',
] as const

/** How a model run goes. */
export interface Plan {
  seed: number
  manner: Manner
  /** Initial priorities of the instances. */
  priorities: readonly number[]
  clients: number
  /** Which instances can be resumed: every `n`th, 0 for none. */
  managed: number
  latency: number
  actions: readonly Action[]
  /** One thing at a time, everything proven before the next. */
  isCalm: boolean
}

/** Plays a plan on the model server, and keeps the journal. */
export class ModelWorld {
  readonly agenda = new Agenda()
  readonly tape = new Tape()
  readonly server: ModelServer
  readonly instances: Actor[]
  readonly clients: Actor[]
  /** Stretches in which nothing passed, ms. */
  readonly disturbed: { from: number; until: number }[] = []
  readonly #stage: Stage
  readonly #draw: Draw
  #marks = 0

  constructor(readonly plan: Plan) {
    this.#draw = new Draw(plan.seed)
    this.server = new ModelServer(this.agenda, this.#draw, plan.manner)
    this.#stage = {
      agenda: this.agenda,
      draw: this.#draw,
      tape: this.tape,
      server: this.server,
      latency: plan.latency,
      stalledUntil: 0,
      mark: () => `m${++this.#marks}`,
    }
    const isManaged = (i: number) => plan.managed > 0 && i % plan.managed === 0
    this.instances = plan.priorities.map(
      (_, i) => new Actor(this.#stage, `s${i}`, `${SERVICE}/r${i}`, isManaged(i)),
    )
    this.clients = Array.from(
      { length: plan.clients },
      (_, i) => new Actor(this.#stage, `c${i}`, `c${i}@x/c`, isManaged(i + 1)),
    )
  }

  /** Plays everything until `isEnough`, lets it come to rest, and asks everybody once more. */
  play(actions: Iterable<Action> = this.plan.actions, isEnough: () => boolean = () => false): void {
    this.tape.add({ kind: 'scope-start', scenario: 's', proves: [], phase: 'only' })
    for (const [i, instance] of this.instances.entries()) this.#start(instance, this.plan.priorities[i])
    for (const client of this.clients) this.#start(client, 0)
    this.#rest()
    const [subscriber] = this.clients
    if (subscriber?.isReady)
      subscriber.send({ name: 'presence', attrs: { to: SERVICE, type: 'subscribe' }, mark: this.mark })
    this.#rest()
    for (const action of actions) {
      if (isEnough()) break
      this.#act(action)
      if (this.plan.isCalm) this.#rest()
      else this.#run(action.gap)
    }
    for (const actor of this.all) if (actor.isSilent) actor.awake()
    for (let i = 0; i < 3; i++) {
      this.#run(5000)
      this.#askAll()
    }
    this.#run(1000)
  }

  get all(): Actor[] {
    return [...this.instances, ...this.clients]
  }

  get mark(): string {
    return this.#stage.mark()
  }

  #run(ms: number): void {
    this.agenda.runUntil(this.agenda.now + ms)
  }

  /** Everything comes to rest, and what everybody says then is proven by what they say once more. */
  #rest(): void {
    for (const ms of [500, 200]) {
      this.#run(ms)
      this.#askAll()
    }
    this.#run(300)
  }

  #askAll(): void {
    for (const actor of this.all) if (actor.isReady) actor.send(actor.barrier())
  }

  #start(actor: Actor, priority: number | undefined): void {
    actor.start(() => {
      if (priority !== undefined) actor.send(this.#presence(priority), actor.barrier())
    })
  }

  #presence(priority: number): Stanza {
    return { name: 'presence', attrs: {}, priority, mark: this.mark }
  }

  #message(to: string, parts: Partial<Stanza> & { type?: string }): Stanza {
    const { type, ...rest } = parts
    const mark = this.mark
    return {
      name: 'message',
      attrs: { to, ...(type === undefined ? {} : { type }), id: mark },
      mark,
      ...rest,
    }
  }

  #act({ do: what, who, whom, priority }: Action): unknown {
    const choose = (all: Actor[], is: (a: Actor) => boolean, n: number) => {
      const able = all.filter(is)
      return able[n % Math.max(able.length, 1)]
    }
    const ready = (a: Actor) => a.isReady
    const client = choose(this.clients, ready, who)
    const instance = choose(this.instances, ready, whom)
    const target = this.instances[whom % this.instances.length]?.jid ?? ''
    const ping = () => this.#message(SERVICE, { echo: 'ping' })
    switch (what) {
      case 'ping':
        return client?.send(ping(), ...(this.#draw.once(2) ? [client.barrier()] : []))
      case 'burst':
        return client?.send(ping(), ping(), this.#message(target, {}), ping(), client.barrier())
      case 'chat':
        return client?.send(this.#message(SERVICE, { type: 'chat' }), client.barrier())
      case 'headline':
        return client?.send(this.#message(SERVICE, { type: 'headline' }), client.barrier())
      case 'groupchat':
        return client?.send(this.#message(SERVICE, { type: 'groupchat' }), client.barrier())
      case 'error':
        return client?.send(this.#message(SERVICE, { type: 'error', inner: '<error/>' }), client.barrier())
      case 'self':
        return instance?.send(this.#presence(priority), this.#message(SERVICE, {}), instance.barrier())
      case 'request':
        return client?.send(this.#message(target, { inner: `<request xmlns='x'/>` }), client.barrier())
      case 'priority':
        return instance?.send(this.#presence(priority), ...(this.#draw.once(3) ? [] : [instance.barrier()]))
      case 'glimpse':
        return this.#glimpse(instance, client, priority)
      case 'off':
        return instance?.send(
          { name: 'presence', attrs: { type: 'unavailable' }, mark: this.mark },
          instance.barrier(),
        )
      case 'direct':
        return client?.send(this.#directed(target), ...(this.#draw.once(3) ? [] : [client.barrier()]))
      case 'direct-bare':
        return client?.send(this.#directed(SERVICE), client.barrier())
      case 'retract':
        return client?.send(this.#directed(target, 'unavailable'), client.barrier())
      case 'back': {
        const to = this.clients[who % this.clients.length]?.jid ?? ''
        return instance?.send(
          this.#directed(to, priority < 0 ? 'unavailable' : undefined),
          instance.barrier(),
        )
      }
      case 'reset':
      case 'fin':
        return instance?.cut(what)
      case 'close':
        return instance?.close()
      case 'kick':
        return instance?.kick()
      case 'restart': {
        const gone = choose(this.instances, (a) => a.isGone, whom)
        return gone && this.#start(gone, priority)
      }
      case 'silence':
        return instance?.silence()
      case 'awake':
        return choose(this.instances, (a) => a.isSilent, whom)?.awake()
      case 'resume':
        return choose(this.all, (a) => a.canResume, whom)?.resume()
      case 'stall':
        return this.#stall(priority)
      case 'client-ends':
        return priority < 0 ? client?.close() : client?.cut(priority % 2 === 0 ? 'fin' : 'reset')
      case 'client-starts': {
        const gone = choose(this.clients, (a) => a.isGone, who)
        return gone && this.#start(gone, 0)
      }
      case 'wait':
        return this.#run(400)
    }
  }

  #directed(to: string, type?: string): Stanza {
    return { name: 'presence', attrs: { to, ...(type === undefined ? {} : { type }) }, mark: this.mark }
  }

  /** A change of priority that is proven only behind two pings, one after the other. */
  #glimpse(instance: Actor | undefined, client: Actor | undefined, priority: number): void {
    if (instance === undefined || client === undefined) return
    instance.send(this.#presence(priority))
    for (let i = 0; i < 2; i++) {
      this.#run(100)
      if (client.isReady) client.send(this.#message(SERVICE, { echo: 'ping' }), client.barrier())
    }
    this.#run(100)
    if (instance.isReady) instance.send(instance.barrier())
  }

  #stall(priority: number): void {
    const until = this.agenda.now + 50 + Math.abs(priority) * 20
    this.disturbed.push({ from: this.agenda.now, until: until + 100 })
    this.#stage.stalledUntil = until
  }
}
