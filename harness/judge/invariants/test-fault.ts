import type { InvariantId } from './registry.js'
import type { Bound, ModelServer } from './test-server.js'
import { bareOf, type Stanza } from './test-stanza.js'
import type { Action, ModelWorld } from './test-world.js'

/** A planted fault of the model: what it breaks, and how. `took` is set on the server once it has changed anything. */
export interface Fault {
  name: string
  breaks: InvariantId
  /** Policies under which it can take effect. */
  under: readonly ('one' | 'tied' | 'all')[]
  /** What has to happen often for it to take effect. */
  needs?: readonly Action['do'][]
  /** What would hide it, or make it take effect where nothing is proven. */
  without?: readonly Action['do'][]
  /** With one instance it takes effect more often. */
  isWithOne?: true
  /** Whether it is about sessions that can be resumed. */
  isManaged?: true
  plant(server: ModelServer, world: ModelWorld): void
}

export const EVERY = ['one', 'tied', 'all'] as const
export const isPing = ({ echo }: Stanza) => echo === 'ping'

/** Replaces the choice of receivers. */
export const choosing =
  (choose: (eligible: Bound[], usual: Bound[], stanza: Stanza, server: ModelServer) => Bound[]) =>
  (server: ModelServer): void => {
    const usual = server.choose.bind(server)
    server.choose = (eligible, stanza) => {
      const right = usual(eligible, stanza)
      const chosen = choose(eligible, right, stanza, server)
      if (chosen.length !== right.length || chosen.some((s) => !right.includes(s))) server.took = true
      return chosen
    }
  }

export const lowest = (eligible: Bound[]) => {
  const least = Math.min(...eligible.map(({ priority }) => priority))
  return eligible.filter(({ priority }) => priority === least)
}

export const priorityOf = (all: Bound[]) => Math.max(...all.map(({ priority }) => priority))

export const toLowest = choosing((eligible, usual, stanza) =>
  isPing(stanza) && priorityOf(lowest(eligible)) < priorityOf(usual) ? lowest(eligible).slice(0, 1) : usual,
)

/** Replaces what is sent, one stanza by any number. */
export const sending =
  (change: (session: Bound, stanza: Stanza, server: ModelServer) => Stanza[] | undefined) =>
  (server: ModelServer): void => {
    const usual = server.send.bind(server)
    server.send = (session, stanza) => {
      const changed = session.link === undefined ? undefined : change(session, stanza, server)
      if (changed === undefined) return usual(session, stanza)
      server.took = true
      for (const item of changed) usual(session, item)
    }
  }

export const isUnavailable = ({ name, attrs: { type } }: Stanza) =>
  name === 'presence' && type === 'unavailable'
export const isClient = ({ bare }: Bound) => bare.startsWith('c')
export const isBroadcastCopy = (session: Bound, { name, attrs: { from, type } }: Stanza) =>
  name === 'presence' && type === undefined && from !== session.jid

export const isSubscriber = ({ bare }: Bound) => bare === 'c0@x'

/** Neither a sibling of the sender nor the one subscriber, in whichever direction. */
export function isStranger(session: Bound, { attrs: { from = '' } }: Stanza): boolean {
  const [own, other] = [session.bare, bareOf(from)]
  return own !== other && own !== 'c0@x' && other !== 'c0@x'
}
