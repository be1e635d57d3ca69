import {
  Cluster,
  type ClusterNode,
  type ClusterOptions,
  type NodeId,
} from '../../fixtures/reference/cluster/index.js'
import type { NodeNumber } from '../core/admin.js'
import type { Endpoint } from '../core/link.js'
import type { SubjectNodes } from './subject.js'

interface Place {
  /** The node that serves there, or served there last. */
  id: NodeId
  endpoint: Endpoint
}

/** A cluster of the reference whose nodes keep their numbers when they are killed and started again. */
export class ReferenceNodes implements SubjectNodes {
  readonly cluster: Cluster
  readonly #places: Place[] = []

  /**
   * @param host that nodes listen on
   * @param made told of each node before it is used
   */
  constructor(
    options: ClusterOptions,
    private readonly host: string,
    private readonly made: (node: ClusterNode) => void,
  ) {
    this.cluster = new Cluster(options)
  }

  /** Lets all nodes listen. */
  async listen(): Promise<void> {
    for (const node of this.cluster.nodes) this.#places.push(await this.#serve(node))
  }

  get endpoints(): readonly Endpoint[] {
    return this.#places.map(({ endpoint }) => endpoint)
  }

  /** The node with this number; @throws Error when there is none, or it is dead */
  node(number: NodeNumber): ClusterNode {
    const node = this.cluster.node(this.#place(number).id)
    if (node === undefined) throw new Error(`Node ${number} of the reference is dead.`)
    return node
  }

  /** The node's process dies, and the others notice at once. */
  kill(number: NodeNumber): void {
    this.cluster.kill(this.node(number).id)
  }

  /** A new node takes the place of a dead one. */
  async start(number: NodeNumber): Promise<void> {
    const place = this.#place(number)
    if (this.cluster.node(place.id) !== undefined) throw new Error(`Node ${number} of the reference lives.`)
    Object.assign(place, await this.#serve(this.cluster.start()))
  }

  /** Cuts two nodes off from each other; both notice at once. */
  partition(one: NodeNumber, other: NodeNumber): void {
    this.cluster.partition(this.node(one).id, this.node(other).id, { noticeAfter: 0 })
  }

  /** Reconnects all nodes. */
  heal(): void {
    for (const { id: one } of this.cluster.nodes)
      for (const { id: other } of this.cluster.nodes) if (one < other) this.cluster.heal(one, other)
  }

  /** Starts the dead, and reconnects all. */
  async rejoin(): Promise<void> {
    for (const [index, { id }] of this.#places.entries())
      if (this.cluster.node(id) === undefined) await this.start(index + 1)
    this.heal()
  }

  #place(number: NodeNumber): Place {
    const place = this.#places[number - 1]
    if (place === undefined) throw new Error(`The reference has no node ${number}.`)
    return place
  }

  async #serve(node: ClusterNode): Promise<Place> {
    this.made(node)
    const { port } = await this.cluster.listen(node.id, { host: this.host, port: 0 })
    return { id: node.id, endpoint: { host: this.host, port } }
  }
}
