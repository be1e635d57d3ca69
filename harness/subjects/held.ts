import type { Clock, Timer } from '../core/clock.js'
import type { Link } from '../core/link.js'
import type { Network } from '../net/network.js'

/**
 * What a server stands on, and how it is held, as SIGSTOP holds a process: the network takes connections and bytes
 * and keeps them, time goes by, and nothing of it reaches the server before it goes on.
 */
export class Held {
  #state: 'runs' | 'held' = 'runs'
  readonly #links = new Set<Link>()
  readonly #arrived: (() => void)[] = []
  readonly #waiting = new Set<{ action: () => void }>()

  constructor(
    private readonly ground: Clock,
    private readonly under: Network,
  ) {}

  /** The clock of the server: its timers wait while it is held. */
  get clock(): Clock {
    const { ground } = this
    return {
      ...ground,
      now: () => ground.now(),
      wall: () => ground.wall(),
      after: (ms, action) => this.#after(ms, action),
    }
  }

  /** The network of the server: connections and what comes on them wait while it is held. */
  get network(): Network {
    return {
      dial: (to) => this.under.dial(to),
      listen: (at, accept) =>
        this.under.listen(at, (link) => {
          // Until it is accepted, the transport keeps what arrives on it.
          const take = () => {
            this.#follow(link)
            accept(link)
          }
          if (this.#state === 'held') this.#arrived.push(take)
          else take()
        }),
    }
  }

  /** Whether it is held. */
  get state(): 'runs' | 'held' {
    return this.#state
  }

  /** Stops it between two things that it does. */
  hold(): void {
    this.#state = 'held'
    for (const link of this.#links) link.pause()
  }

  /** Lets it go on: it takes the connections and reads the bytes that have come, and then does what is due. */
  release(): void {
    this.#state = 'runs'
    for (const link of this.#links) link.resume()
    for (const take of this.#arrived.splice(0)) take()
    this.ground.after(0, () => this.#catchUp())
  }

  /** Does what has become due meanwhile, in that order, unless something has cancelled it by now. */
  #catchUp(): void {
    for (const due of this.#waiting) {
      if (this.#state === 'held') return
      this.#waiting.delete(due)
      due.action()
    }
  }

  #after(ms: number, action: () => void): Timer {
    const due = { action }
    const timer = this.ground.after(ms, () => {
      if (this.#state === 'held') this.#waiting.add(due)
      else action()
    })
    return {
      cancel: () => {
        timer.cancel()
        this.#waiting.delete(due)
      },
    }
  }

  #follow(link: Link): void {
    this.#links.add(link)
    const listen = link.listen.bind(link)
    link.listen = (events) =>
      listen({
        data: (bytes) => events.data(bytes),
        ended: (...end) => {
          this.#links.delete(link)
          events.ended(...end)
        },
      })
  }
}
