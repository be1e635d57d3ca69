import type { Element } from 'ltx'
import { withDeadline } from '../core/deadline.js'
import type { Endpoint, Link } from '../core/link.js'
import type { Recorder } from '../journal/journal.js'
import type { Listener, Network } from '../net/network.js'
import { TappedConnection } from '../net/tapped-connection.js'
import { AcceptedStream, type ServerSurroundings } from './accepted-stream.js'
import { type Negotiation, negotiate } from './negotiation.js'

/** Part of a negotiation that a script chooses; the rest is as a correct server would have it. */
export type Script = Partial<Negotiation>

/** What a node belongs to. */
export interface NodeOwner {
  /** The journal of the scenario. */
  recorder: Recorder
  around: ServerSurroundings
  /** The subject connected. */
  accepted(): void
  /** A stream has a resource. */
  online(stream: AcceptedStream): void
  /** A stanza arrived on a stream with a resource. */
  stanza(stream: AcceptedStream, element: Element): void
}

/** One host of the scripted server: an endpoint that accepts the subject's connections and plays to each. */
export class Node {
  readonly streams: AcceptedStream[] = []
  readonly #arrivals: Arrivals<AcceptedStream>
  readonly #online: Arrivals<AcceptedStream>
  readonly #scripts: Script[] = []
  #always: Script = {}
  #listener: Listener | undefined

  private constructor(
    /** Name in the journal; connections are `name/1`, `name/2` … */
    readonly name: string,
    private readonly usual: Negotiation,
    private readonly owner: NodeOwner,
  ) {
    this.#arrivals = new Arrivals(owner.around, `a connection to ${name}`)
    this.#online = new Arrivals(owner.around, `a session at ${name}`)
  }

  /** Listens at `at` (port 0: any free one) and negotiates each stream as `usual`, unless a script says otherwise. */
  static async listen(
    name: string,
    at: Endpoint,
    network: Network,
    usual: Negotiation,
    owner: NodeOwner,
  ): Promise<Node> {
    const node = new Node(name, usual, owner)
    const listener = await network.listen(at, (link) =>
      node.#accept(link, { host: at.host, port: listener.port }),
    )
    node.#listener = listener
    node.endpoint = { host: at.host, port: listener.port }
    return node
  }

  /** Where it listens. */
  endpoint: Endpoint = { host: '', port: 0 }

  /** `host:port` of the endpoint, as redirects write it. */
  get address(): string {
    const { host, port } = this.endpoint
    return `${host.includes(':') ? `[${host}]` : host}:${port}`
  }

  /** Journal id of the next connection. */
  get nextId(): string {
    return `${this.name}/${this.streams.length + 1}`
  }

  /** The next streams are played so, one script each; those after them as always. */
  plays(...scripts: Script[]): this {
    this.#scripts.push(...scripts)
    return this
  }

  /** Every stream is played so from now on. */
  always(script: Script): this {
    this.#always = script
    return this
  }

  /** The next connection the script has not been given yet. @throws NotSeen after `ms` */
  stream(ms?: number): Promise<AcceptedStream> {
    return this.#arrivals.next(ms)
  }

  /** The next stream with a resource that the script has not been given yet. @throws NotSeen after `ms` */
  online(ms?: number): Promise<AcceptedStream> {
    return this.#online.next(ms)
  }

  /** Stops listening: from now on connections are refused. */
  stop(): void {
    this.#listener?.close()
  }

  #accept(link: Link, at: Endpoint): void {
    const { recorder, around } = this.owner
    const id = this.nextId
    const script = { ...this.usual, ...this.#always, ...this.#scripts.shift() }
    const connection = TappedConnection.accepted(id, at, link, recorder)
    const stream = new AcceptedStream(connection, script.account.domain, around)
    this.streams.push(stream)
    this.#arrivals.add(stream)
    this.owner.accepted()
    void negotiate(stream, script, around.random).then((jid) => {
      if (jid === undefined) return
      this.owner.online(stream)
      stream.deliverTo((element) => this.owner.stanza(stream, element))
      this.#online.add(stream)
    })
  }
}

/** Things that come one after the other, each handed out once. */
class Arrivals<T> {
  readonly #waiting: T[] = []
  #wanted: ((item: T) => void)[] = []

  constructor(
    private readonly around: ServerSurroundings,
    private readonly what: string,
  ) {}

  add(item: T): void {
    const wanted = this.#wanted.shift()
    if (wanted === undefined) this.#waiting.push(item)
    else wanted(item)
  }

  next(ms: number = this.around.bounds.login): Promise<T> {
    const item = this.#waiting.shift()
    if (item !== undefined) return Promise.resolve(item)
    let wanted: (item: T) => void = () => undefined
    const arrived = new Promise<T>((resolve) => {
      wanted = resolve
      this.#wanted.push(resolve)
    })
    return withDeadline(arrived, ms, this.around.clock, this.what).catch((error) => {
      this.#wanted = this.#wanted.filter((w) => w !== wanted)
      throw error
    })
  }
}
