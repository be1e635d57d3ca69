import type { Clock } from '../core/clock.js'
import type { JournalEvent } from '../journal/event.js'
import type { Scenario } from '../run/scenario.js'
import { readAddress } from '../subjects/address-specifier.js'
import { parseSpecifier } from '../subjects/specifier.js'
import { startSubject } from '../subjects/start.js'
import type { Subject } from '../subjects/subject.js'
import { type Answer, answerOf, cannotReplay } from './answer.js'
import { type Awaited, awaitingProgram } from './awaited.js'
import { type Bundle, exampleOf } from './bundle.js'
import { likeness } from './likeness.js'
import { type Play, playOnce, whatHinders } from './play.js'
import { knownFailures, scenarioOf } from './replay.js'

/** How a bundle is served. */
export interface ServeOptions {
  /** The subject; without it the bundle's. */
  on?: string
  scenarios: readonly Scenario[]
  clock: Clock
  interrupt: AbortSignal
  /** Told when the subject is ready. */
  began(subject: Subject): void
  /** Told what somebody's client or service has to be started with. */
  awaited(what: Awaited): void
  /** Told of every event as it happens. */
  tell(event: JournalEvent): void
  /** Told of the play when it is over; the subject is up until this resolves. */
  played(play: Play, answer: Answer, subject: Subject): Promise<void>
}

/**
 * Plays the other side of a bundle once, so that its bug can be met with a debugger at hand: the clients of a server,
 * or the server of a client or service that somebody starts when asked to.
 * @throws UserError: 64 for a wrong specifier, 69 when the subject is unavailable
 */
export async function serve(bundle: Bundle, options: ServeOptions): Promise<Answer> {
  const { on = bundle.subject.specifier, scenarios, interrupt, tell } = options
  const scenario = scenarioOf(bundle, scenarios)
  if (typeof scenario === 'string') return cannotReplay(scenario)
  const subject = await startServed(bundle, on, options)
  try {
    const hindrance = whatHinders(subject, scenario)
    if (hindrance !== undefined) return cannotReplay(hindrance)
    options.began(subject)
    const stage = { subject, scenario, seed: bundle.seed, signal: interrupt, tell }
    const play = await playOnce(stage, exampleOf(bundle), bundle.scope)
    const answer = answerOf(bundle, on, [likeness(bundle, play.scope, knownFailures(bundle, subject))])
    await options.played(play, answer, subject)
    return answer
  } finally {
    await subject.stop()
  }
}

/** A server is where the specifier says; for a client or a service the harness itself listens there. */
async function startServed({ role, seed }: Bundle, on: string, options: ServeOptions): Promise<Subject> {
  const { clock, interrupt, awaited } = options
  const specifier = parseSpecifier(on)
  if (role === 'server' || specifier.kind !== 'address') return startSubject(on, clock, interrupt, seed)
  const { endpoint } = readAddress(specifier, 5222)
  return awaitingProgram(await startSubject('embedded', clock, interrupt, seed), {
    on,
    role,
    endpoint,
    awaited,
  })
}
