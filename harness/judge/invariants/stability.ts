import { Cases, type Findings, type Invariant } from './finding.js'
import { later } from './instant.js'
import type { Operations } from './operations.js'
import { DEFAULT_CALIBRATION, type Policy } from './options.js'
import { policiesFor } from './policy.js'
import { healthyAfter, isExact } from './possible.js'
import { type Routed, routedIn } from './routed.js'
import { evidenceOf, tellMessage, tellSessions } from './tell.js'

/** What the proven part of a history tells about how the server chooses. */
export interface Learnt {
  /** The policies that every proven choice fits; `open` where the first ones fit none, empty where nothing was proven. */
  policies: Policy[]
  findings: Findings
}

const known = new WeakMap<Operations, Learnt>()

/** The policy that was given, or that the sequential, fully proven part of the history shows. */
export function learnt(operations: Operations): Learnt {
  const found = known.get(operations) ?? learn(operations)
  known.set(operations, found)
  return found
}

function learn(operations: Operations): Learnt {
  const { policy, calibration = DEFAULT_CALIBRATION } = operations.options
  const cases = new Cases()
  let candidates: Policy[] = policy ?? ['one', 'tied', 'all']
  let telling = 0
  const proven = [...routedIn(operations)]
    .filter((routed) => routed.message.kind === 'normal' && isProvenChoice(operations, routed))
    .sort((a, b) => a.message.inv.n - b.message.inv.n)
  for (const routed of proven) {
    if (candidates.includes('open')) break
    const fits = policiesFor(routed.states, new Set(routed.receivers.keys()))
    const isTelling = fits.length < 3
    if (isTelling) telling += 1
    const left = candidates.filter((p) => fits.includes(p))
    if (left.length > 0) {
      candidates = left
      if (isTelling) cases.holds(routed.message.inv.n)
    } else if (policy === undefined && telling <= calibration) candidates = ['open']
    else cases.breaks(shift(routed, candidates))
  }
  const isKnown = policy !== undefined || telling >= Math.min(calibration, 1)
  return { policies: isKnown ? candidates : [], findings: cases.findings }
}

/** Whether every state was proven, and every session that received nothing surely will not. */
function isProvenChoice(
  { slack, history }: Operations,
  { message, states, receivers, until, isZombies }: Routed,
): boolean {
  if (receivers.size === 0 || isZombies || message.errors.length > 0) return false
  if (states.some((p) => !isExact(p))) return false
  const bounds = [later(until, slack), later(message.inv, history.bounds.route)]
  return states.every(
    ({ session, high }) => high < 0 || receivers.has(session) || healthyAfter(session, ...bounds),
  )
}

const WORDS: Record<Policy, string> = {
  one: 'one of the highest',
  tied: 'all of the highest',
  all: 'all non-negative ones',
  open: 'any of the non-negative ones',
}

function shift({ message, states, receivers }: Routed, candidates: readonly Policy[]) {
  const usual = candidates.map((p) => WORDS[p]).join(' or ')
  return {
    deviation: `the server chose otherwise than ${usual}`,
    tells: `So far the server delivered to ${usual}. But ${tellMessage(message)} reached ${tellSessions(receivers.keys())} of ${states.map(({ session, high }) => `${session.id} (${high === -Infinity ? 'not available' : high})`).join(', ')}.`,
    evidence: [
      message.inv.n,
      ...[...receivers.values()].map(({ seen }) => seen.n),
      ...states.flatMap(evidenceOf),
    ],
  }
}

/**
 * INV-RT-g. Sound: only choices count in which every state was proven and every other resource had room to receive;
 * the policy is held against later choices once enough of them told policies apart.
 */
export const stability: Invariant = {
  says: 'The server chooses receivers by one and the same permitted policy throughout.',
  check: (operations) => learnt(operations).findings,
}
