import type { Clock, Timer } from '../core/clock.js'
import type { Link, LinkEnd } from '../core/link.js'
import type { Random } from '../core/random.js'
import type { Decisions, Effect, Waiting } from './decisions.js'

/** What lanes share. */
export interface LaneTools {
  clock: Clock
  random: Random
  decisions: Decisions
}

const NONE = Buffer.alloc(0)

/** One direction of a connection: what has come from one side and waits to be delivered to the other. */
export class Lane {
  readonly #effects = new Map<Effect, () => void>()
  #waiting: Waiting[] = []
  #last = 0
  #free = 0
  #timer: Timer | undefined
  #closed = false
  #resetWaits = false
  #over = false

  /** @param over is called once, when the other side has been told of the end */
  constructor(
    private readonly to: Link,
    private readonly tools: LaneTools,
    private readonly over: (how: LinkEnd) => void,
  ) {}

  /** Whether more may still come. */
  get open(): boolean {
    return !this.#closed
  }

  /** Whether the other side was not yet told of the end. */
  get live(): boolean {
    return !this.#over
  }

  /** Takes bytes; they are delivered in order. */
  take(bytes: Buffer): void {
    const { decisions } = this.tools
    if (this.#closed || bytes.length === 0) return
    if (!decisions.takes(this.#waiting.reduce((sum, w) => sum + w.bytes.length, 0))) return
    this.#queue(this.#spoiled(bytes), false)
    this.#pump()
  }

  /** Nothing more will come; `how` is passed on, FIN behind what waits, RST at once. */
  end(how: LinkEnd): void {
    const { decisions } = this.tools
    if (how === 'reset') this.#reset()
    else if (!this.#closed) {
      this.#closed = true
      this.#waiting = decisions.beforeFin(this.#waiting)
      this.#queue(NONE, true)
      this.#pump()
    }
  }

  /** From now on `effect` is felt; `ended` is called when it is over before it heals. */
  begin(effect: Effect, ended: () => void): void {
    this.#effects.set(effect, ended)
  }

  /** `effect` is over, and what it held back is delivered. */
  heal(effect: Effect): void {
    if (!this.#effects.delete(effect)) return
    this.#waiting = this.tools.decisions.afterHealing(this.#waiting)
    this.#free = 0
    if (this.#resetWaits) this.#reset()
    else this.#pump()
  }

  /** Forgets what waits, and delivers nothing more; nobody is told. */
  abandon(): void {
    this.#over = true
    this.#closed = true
    this.#waiting = []
    this.#timer?.cancel()
    for (const ended of this.#effects.values()) ended()
    this.#effects.clear()
  }

  get #felt(): Effect[] {
    return [...this.#effects.keys()]
  }

  #queue(bytes: Buffer, fin: boolean): void {
    const { clock, random, decisions } = this.tools
    this.#last = decisions.due(clock.now(), this.#last, this.#felt, random)
    this.#waiting.push({ due: this.#last, bytes, fin })
  }

  #reset(): void {
    if (this.#over) return
    this.#closed = true
    this.#resetWaits = !this.tools.decisions.tellsReset(this.#felt)
    if (this.#resetWaits) return
    this.#tell('reset')
  }

  #tell(how: LinkEnd): void {
    if (how === 'fin') this.to.end()
    else this.to.reset()
    this.abandon()
    this.over(how)
  }

  #pump(): void {
    const { clock, decisions } = this.tools
    this.#timer?.cancel()
    while (this.#waiting.length > 0) {
      if (!decisions.delivers(this.#felt)) return
      const [head] = this.#waiting as [Waiting]
      const wait = Math.max(head.due, this.#free) - clock.now()
      if (wait > 0) {
        this.#timer = clock.after(wait, () => this.#pump())
        return
      }
      this.#waiting.shift()
      if (head.fin) {
        this.#tell('fin')
        return
      }
      const length = decisions.pieceOf(head.bytes.length, this.#felt)
      if (length < head.bytes.length) this.#waiting.unshift({ ...head, bytes: head.bytes.subarray(length) })
      this.to.write(head.bytes.subarray(0, length))
      this.#free = clock.now() + decisions.rest(length, this.#felt)
    }
  }

  #spoiled(bytes: Buffer): Buffer {
    const { decisions, random } = this.tools
    let result = bytes
    for (const [effect, ended] of this.#effects) {
      if (effect.is !== 'duplicate' && effect.is !== 'corrupt') continue
      const part = result.subarray(0, effect.left)
      const changed =
        effect.is === 'corrupt' ? decisions.corrupted(part, random) : Buffer.concat([part, part])
      result = Buffer.concat([changed, result.subarray(part.length)])
      effect.left -= part.length
      if (effect.left > 0) continue
      this.#effects.delete(effect)
      ended()
    }
    return result
  }
}
