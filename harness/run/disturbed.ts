import { type NodeNumber, type Orders, VERBS, type Verb } from '../core/admin.js'
import type { Clock } from '../core/clock.js'
import { withDeadline } from '../core/deadline.js'
import type { Subject } from '../subjects/subject.js'

/** How long an order to the subject takes at most, ms. */
export const orderBound = ({ bounds: { order, login } }: Subject): number => order ?? login

/** To make nodes one server again takes several orders, one after the other. */
const ORDERS_TO_REJOIN = 4

/** What a scenario has done to the subject that would disturb the next one, and how it is undone. */
export class Disturbed {
  #drained = false
  readonly #drainedNodes = new Set<NodeNumber>()
  readonly #blackHoles = new Set<number>()
  #nodes = false

  constructor(private readonly subject: Subject) {}

  /** Notes an order before it is carried out: one that fails may have been carried out in part. */
  note<V extends Verb>(verb: V, order: Orders[V]): void {
    if (verb === 'drain') this.#drained = true
    else if (verb === 'undrain') this.#drained = false
    else if (verb === 'drain-node') this.#drainedNodes.add((order as Orders['drain-node']).node)
    else if (verb === 'undrain-node') this.#drainedNodes.delete((order as Orders['undrain-node']).node)
    else if (verb === 'black-hole') this.#blackHoles.add((order as Orders['black-hole']).port)
    else if (verb === 'end-black-hole') this.#blackHoles.delete((order as Orders['end-black-hole']).port)
    else if (VERBS.ofNodes.some((ofNodes) => ofNodes === verb)) this.#nodes = true
    // What starts again is not drained.
    if (verb === 'kill-node') this.#drainedNodes.delete((order as Orders['kill-node']).node)
  }

  /**
   * Undoes all that was noted.
   * @throws Error when the subject can't be made as it was, or not in time
   */
  async undo(clock: Clock): Promise<void> {
    const { admin } = this.subject
    const ms = orderBound(this.subject)
    const within = (orders: number, undone: Promise<void> | undefined, what: string) =>
      withDeadline(undone ?? Promise.resolve(), orders * ms, clock, what)
    for (const port of this.#blackHoles)
      await within(1, admin?.['end-black-hole']?.({ port }), `the end of the black hole at port ${port}`)
    if (this.#drained) await within(1, admin?.undrain?.({}), 'the end of the drain')
    for (const node of this.#drainedNodes)
      await within(1, admin?.['undrain-node']?.({ node }), `the end of the drain of node ${node}`)
    if (this.#nodes)
      await within(ORDERS_TO_REJOIN, this.subject.rejoin?.(), 'the nodes to be one server again')
  }
}
