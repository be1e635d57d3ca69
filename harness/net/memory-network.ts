import type { Clock } from '../core/clock.js'
import { unavailableError } from '../core/exit.js'
import type { Endpoint, Link } from '../core/link.js'
import { type Carriage, type MemoryLink, memoryLinkPair, type Travelling } from './memory-link.js'
import type { Network } from './network.js'

/** How a network in memory behaves. */
export interface MemoryNetworkOptions {
  /** The clock that things take time on; what takes none arrives in a later turn of it. */
  clock: Clock
  /**
   * How long `what` is under way, in ms; asked once for everything that passes, and for each connection attempt
   * (`connect`). Default: no time. What travels the same way never overtakes.
   */
  latency?: (what: Travelling | 'connect') => number
}

/** The first port given to a listener that takes any. */
const FIRST_FREE = 49_152

const ANY = new Set(['0.0.0.0', '::'])

/** `localhost` and the names below it are loopback (RFC 6761 section 6.3). */
const addressOf = (host: string) => (/(^|\.)localhost\.?$/iu.test(host) ? '127.0.0.1' : host)

/** A network of its own in memory: nothing outside of it can be dialled, and nothing outside dials into it. */
export function memoryNetwork({ clock, latency = () => 0 }: MemoryNetworkOptions): Network {
  const listeners = new Map<string, (link: Link) => void>()
  let free = FIRST_FREE
  const clients = new Map<number, MemoryLink>()

  const carriage = (): Carriage => {
    let last = 0
    return (what, arrive) => {
      last = Math.max(last, clock.now() + latency(what))
      clock.after(last - clock.now(), arrive)
    }
  }
  const key = ({ host, port }: Endpoint) => `${addressOf(host)}:${port}`
  const listenerAt = (to: Endpoint) =>
    listeners.get(key(to)) ?? [...ANY].map((host) => listeners.get(`${host}:${to.port}`)).find(Boolean)

  return {
    dial: (to) =>
      new Promise((resolve, reject) => {
        clock.after(latency('connect'), () => {
          const accept = listenerAt(to)
          if (accept === undefined) {
            const at = `${to.host}:${to.port}`
            reject(unavailableError(`Can't connect to ${at}: connect ECONNREFUSED ${at}.`))
            return
          }
          const port = clients.size + 1
          const [near, far] = memoryLinkPair(`link ${port} to ${key(to)}`, carriage, port)
          clients.set(port, near)
          accept(far)
          resolve(near)
        })
      }),
    listen: async ({ host, port }, accept) => {
      const at = { host, port: port === 0 ? free++ : port }
      if (listeners.has(key(at))) throw new Error(`listen EADDRINUSE: address already in use ${key(at)}`)
      listeners.set(key(at), accept)
      return { port: at.port, close: () => void listeners.delete(key(at)) }
    },
    lose: (port) => clients.get(port)?.lose(),
    carry: (port) => clients.get(port)?.carryAgain(),
  }
}
