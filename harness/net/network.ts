import type { ClientLink, Endpoint, Link } from '../core/link.js'
import { connectTcp } from './tcp-client-link.js'
import { listenTcp } from './tcp-link.js'

/** Something that accepts links. */
export interface Listener {
  /** The port that was bound. */
  port: number
  /** Stops accepting; links that exist stay. */
  close(): void
}

/** How byte streams are made and accepted: TCP, or its in-memory counterpart. */
export interface Network {
  /** Connects to `to`; rejects with a sentence for the user when nobody accepts there. */
  dial(to: Endpoint): Promise<ClientLink>
  /** Listens at `at` (port 0: any free one) and hands every link to `accept`. */
  listen(at: Endpoint, accept: (link: Link) => void): Promise<Listener>
  /** Where it can: loses from now on every packet of the connection whose client is at `port`, either way. */
  lose?(port: number): void
  /** Carries packets of that connection again. */
  carry?(port: number): void
}

/** The machine's TCP. */
export const tcpNetwork: Network = { dial: connectTcp, listen: listenTcp }
