import type { Account } from './account.js'
import { Cases, type Invariant } from './finding.js'
import { later } from './instant.js'
import type { Instant, Session, State, Write } from './model.js'
import type { Operations } from './operations.js'
import { DEFAULT_BUDGET, type Policy } from './options.js'
import { healthyAfter } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { type Reading, Search, type Step } from './search.js'
import { firstWhere } from './sessions.js'
import { learnt } from './stability.js'
import { capital, evidenceOf, tellMessage, tellPossible, tellSessions } from './tell.js'

/**
 * INV-RT-f. Sound: a message is blamed only if no order of all changes, each within its bounds, fits it and all
 * messages before it. It is partitioned by account; when its budget ends it says so instead of passing.
 */
export const linear: Invariant = {
  says: 'There is one order of all changes of presence that explains the receivers of every message for a bare JID.',
  check(operations) {
    const cases = new Cases()
    const { policies } = learnt(operations)
    if (policies.length === 0) return cases.findings
    const readings = [...routedIn(operations)].filter(isReading)
    const { budget = DEFAULT_BUDGET } = operations.options
    let spent = 0
    for (const account of operations.accounts.values()) {
      const own = readings.filter((r) => r.account === account)
      if (own.length > 0 && explain(operations, account, own, policies, budget, cases)) spent += 1
    }
    if (spent === 0) return cases.findings
    const undecided = `The search for an order of all changes ended after ${budget} configurations in ${spent} ${spent === 1 ? 'account' : 'accounts'}.`
    return { ...cases.findings, undecided }
  },
}

/** Only what was surely routed live: somebody was eligible all the while, and no broken session held it. */
const isReading = ({ message, states, receivers, isZombies }: Routed) =>
  message.kind === 'normal' &&
  message.sender.bare !== message.account &&
  !isZombies &&
  receivers.size > 0 &&
  receivers.size === new Set(message.copies.map(({ session }) => session)).size &&
  states.some(({ low }) => low >= 0)

type Timed = [at: number, order: number, step: Step, routed?: Routed]

/** Returns whether the budget ended. */
function explain(
  operations: Operations,
  { sessions }: Account,
  readings: readonly Routed[],
  policies: readonly Policy[],
  budget: number,
  cases: Cases,
): boolean {
  const steps: Timed[] = [
    ...sessions.flatMap((session) => stepsOf(operations, session)),
    ...readings.flatMap((routed): Timed[] => {
      const reading = readingOf(operations, routed, policies)
      return [
        [routed.message.inv.n, 1, { is: 'asked', reading }],
        [routed.until.n, 2, { is: 'answered', reading }, routed],
      ]
    }),
  ].sort(([a, x], [b, y]) => a - b || x - y)
  const search = new Search(budget)
  for (const [, , step, routed] of steps) {
    const result = search.take(step)
    if (search.isSpent) return true
    if (routed === undefined) continue
    if (result === 'possible') cases.holds(routed.message.inv.n)
    else cases.breaks(violation(routed))
  }
  return false
}

function stepsOf({ history, slack }: Operations, session: Session): Timed[] {
  const begin: Timed = [session.asked.n, 0, { is: 'begin', session }]
  const numberOf = (at: Instant) => {
    if (slack === 0) return at.n
    const { t } = later(at, slack)
    return (history.events[firstWhere(history.events, (e) => e.t > t)]?.n ?? Infinity) - 0.5
  }
  return session.writes.reduce<Timed[]>(
    (steps, { inv, prf }: Write, index) => {
      steps.push([inv.n, 0.5, { is: 'invoked', session, index }])
      if (prf !== undefined) steps.push([numberOf(prf), 3, { is: 'proven', session, index }])
      return steps
    },
    [begin],
  )
}

function readingOf({ history, slack }: Operations, routed: Routed, policies: readonly Policy[]): Reading {
  const { message, receivers, until } = routed
  const bounds = [later(until, slack), later(message.inv, history.bounds.route)]
  const surelyWithout = (session: Session) =>
    !receivers.has(session) && healthyAfter(session, ...bounds) !== undefined
  const fitsBy = (policy: Policy, states: ReadonlyMap<Session, State>): boolean => {
    const got = [...receivers.keys()].map((session) => states.get(session)?.high ?? -Infinity)
    if (got.some((high) => high < 0) || (policy === 'one' && got.length > 1)) return false
    if (policy === 'open') return true
    let floor = 0
    for (const { low } of states.values()) if (low > floor) floor = low
    if (policy !== 'all' && got.some((high) => high < floor)) return false
    if (policy === 'one') return true
    const bar = policy === 'all' ? 0 : Math.max(...got)
    for (const [session, { low }] of states) if (low >= bar && surelyWithout(session)) return false
    return true
  }
  return { fits: (states) => policies.some((policy) => fitsBy(policy, states)) }
}

function violation({ message, receivers, states, until }: Routed) {
  const moving = states.filter(({ from, to }) => from !== to)
  const doubt =
    moving.length === 0 ? 'nothing was changing' : `changing were: ${moving.map(tellPossible).join('; ')}`
  return {
    deviation: 'no order of the changes of presence explains the receivers',
    tells: `${capital(tellMessage(message))} reached ${tellSessions(receivers.keys())} by event ${until.n}, which no order of the changes explains together with the messages before it; ${doubt}.`,
    evidence: [message.inv.n, until.n, ...states.flatMap(evidenceOf)],
  }
}
