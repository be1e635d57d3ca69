import type { Message, Session } from './model.js'
import type { Policy } from './options.js'
import type { Possible } from './possible.js'

/** The state of an account at one instant: every session with its priority, −∞ for the not available. */
export type Priorities = readonly { session: Session; high: number; low: number }[]

const NARROW: readonly Policy[] = ['one', 'tied', 'all']

/** The policies by which a server in exactly these states can have chosen these receivers. */
export function policiesFor(states: readonly Possible[], receivers: ReadonlySet<Session>): Policy[] {
  const eligible = states.filter(({ high }) => high >= 0)
  const highest = Math.max(...eligible.map(({ high }) => high))
  const top = eligible.filter(({ high }) => high === highest)
  const isAll = (all: readonly Possible[]) =>
    all.length === receivers.size && all.every(({ session }) => receivers.has(session))
  const isOneOf = receivers.size === 1 && top.some(({ session }) => receivers.has(session))
  return NARROW.filter((policy) => (policy === 'one' ? isOneOf : isAll(policy === 'tied' ? top : eligible)))
}

/** Whether the highest priority counts under each of these policies. */
export const isByPriority = (policies: readonly Policy[]): boolean =>
  policies.length > 0 && policies.every((p) => p === 'one' || p === 'tied')

/** What the server may do with a message of this kind for a bare JID: a headline goes to all (RFC 6121 8.5.2.1.1). */
export const policiesOf = ({ kind }: Message, learnt: readonly Policy[]): readonly Policy[] =>
  kind === 'headline' ? ['all'] : learnt
