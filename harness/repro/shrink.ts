import fc from 'fast-check'
import type { Clock } from '../core/clock.js'
import { EXIT, type ExitCode } from '../core/exit.js'
import type { GeneratedScenario, Scenario } from '../run/scenario.js'
import { parseSpecifier } from '../subjects/specifier.js'
import { startSubject } from '../subjects/start.js'
import type { Subject } from '../subjects/subject.js'
import { type Bundle, exampleOf } from './bundle.js'
import { likeness } from './likeness.js'
import { logOf } from './log.js'
import { minimize } from './minimize.js'
import { sizeInWords } from './parts.js'
import { type Play, playOnce, whatHinders } from './play.js'
import { knownFailures, scenarioOf } from './replay.js'
import { nameOf } from './round.js'
import { standIns } from './stand-in.js'
import type { Evidence } from './write.js'

/** How a smaller example is looked for. */
export interface ShrinkOptions {
  /** The subject; without it the bundle's. */
  on?: string
  /** For how long examples are tried, ms. */
  budget: number
  scenarios: readonly Scenario[]
  clock: Clock
  interrupt: AbortSignal
  /** Told what is being done, in a sentence. */
  tell(sentence: string): void
}

/** What came of it. */
export interface Shrunk {
  sentence: string
  exitCode: ExitCode
  /** The bundle with the smallest example that was confirmed, and what was recorded of it; absent where none was. */
  bundle?: Bundle
  evidence?: Evidence
}

/** How often the smallest example is played on the subject itself, to confirm it. */
const CONFIRMATIONS = 5

/** How often an example is played to see whether it fails there at all. */
const PROBES = 2

/** How many examples are drawn at most where the bundle's own does not fail in simulations. */
const DRAWN = 400

/**
 * Looks for a smaller example of a bundle: in a simulation that fails alike, where there is one, then on the subject
 * itself. What it finds is confirmed there. Where the bundle's own example does not fail in simulations of the very same
 * build, others are drawn there first, until one fails alike.
 * @throws UserError: 64 for a wrong specifier, 69 when the subject is unavailable
 */
export async function shrink(bundle: Bundle, options: ShrinkOptions): Promise<Shrunk> {
  const { on = bundle.subject.specifier, scenarios, interrupt } = options
  const scenario = scenarioOf(bundle, scenarios)
  if (typeof scenario === 'string') return nothing(scenario)
  if (scenario.kind !== 'generated')
    return nothing(
      `The scenario ${scenario.path} is ${scenario.kind}: it has no example that could be made smaller.`,
    )
  const subject = await startSubject(on, options.clock, interrupt, bundle.seed)
  try {
    const hindrance = whatHinders(subject, scenario)
    if (hindrance !== undefined) return nothing(hindrance)
    return await new Shrinking(bundle, scenario, subject, options).carryOut()
  } finally {
    await subject.stop()
  }
}

const nothing = (sentence: string): Shrunk => ({ sentence, exitCode: EXIT.nothingJudged })

/** Ever smaller examples that simulations fail with, and which these are. */
interface Chain {
  /** The first is the one that was given; there is always one. */
  chain: unknown[]
  on: string
}

/** One example, and how often it failed alike on the subject; `play` is one such play. */
interface Confirmed {
  example: unknown
  of: number
  failed: number
  play?: Play
}

class Shrinking {
  readonly #over: number
  #plays = 0

  constructor(
    readonly bundle: Bundle,
    readonly scenario: GeneratedScenario,
    readonly subject: Subject,
    readonly options: ShrinkOptions,
  ) {
    this.#over = options.clock.now() + options.budget
  }

  async carryOut(): Promise<Shrunk> {
    const { bundle, subject } = this
    const found = await this.#simulated([exampleOf(bundle)])
    if (found === undefined) return (await this.#drawnAnew()) ?? this.#onSubject(exampleOf(bundle))
    const confirmed = await this.#confirm(found.chain.at(-1))
    if (confirmed.failed > 0) return this.#result(confirmed, found.on)
    this.options.tell(
      `What is left (${sizeInWords(confirmed.example)}) does not fail on ${subject.facts.specifier} itself; looking there.`,
    )
    return this.#onSubject(await this.#smallestThatFails(found.chain))
  }

  /** An example made smaller on the subject itself. */
  async #onSubject(start: unknown): Promise<Shrunk> {
    const { bundle, subject, options } = this
    const own = subject.facts.specifier
    const first = await this.#confirm(start)
    if (first.failed === 0)
      return nothing(
        `${bundle.requirement} fails in 0 of ${first.of} plays on ${own}, so that nothing can be made smaller there.`,
      )
    options.tell(`Making ${sizeInWords(first.example)} smaller on ${own}.`)
    const confirmed = await this.#confirm(await this.#minimized([subject], first.example))
    return this.#result(confirmed.failed > 0 ? confirmed : first, own)
  }

  /** Another example that fails alike, in a simulation of the same build and then on the subject. */
  async #drawnAnew(): Promise<Shrunk | undefined> {
    const { bundle, subject, options } = this
    if (parseSpecifier(subject.facts.specifier).kind !== 'embedded') return undefined
    options.tell(`${bundle.requirement} does not fail in simulations by this example; drawing others there.`)
    const found = await this.#simulated(this.#draws())
    if (found === undefined) return undefined
    const smallest = await this.#confirm(found.chain.at(-1))
    const confirmed =
      smallest.failed > 0 ? smallest : await this.#confirm(await this.#smallestThatFails(found.chain))
    return confirmed.failed > 0 ? this.#result(confirmed, found.on, found.chain[0]) : undefined
  }

  /** Examples of the scenario, for half of the time that is left. */
  *#draws(): Generator<unknown> {
    const { clock } = this.options
    const half = (clock.now() + this.#over) / 2
    for (const example of fc.sample(this.scenario.examples, { seed: this.bundle.seed, numRuns: DRAWN }))
      if (clock.now() < half) yield example
      else return
  }

  /**
   * Where the smallest of ever smaller examples doesn't fail on the subject: one that does, by halving. That it fails
   * with each until some length, and with none behind, is likely, not certain.
   */
  async #smallestThatFails(chain: readonly unknown[]): Promise<unknown> {
    let [least, most] = [0, chain.length - 1]
    while (most - least > 1 && !this.#isOver()) {
      const middle = Math.floor((least + most) / 2)
      if ((await this.#confirm(chain[middle], PROBES)).failed > 0) least = middle
      else most = middle
    }
    return chain[least]
  }

  /** The first of some examples that stand-ins fail with, made smaller there. */
  async #simulated(examples: Iterable<unknown>): Promise<Chain | undefined> {
    const { bundle, scenario, options } = this
    const own = this.subject.facts.specifier
    for (const each of standIns(bundle, own, scenario)) {
      const all = await Promise.all(
        each.map((on) => startSubject(on, options.clock, options.interrupt, bundle.seed)),
      )
      try {
        for (const example of examples) {
          if (this.#isOver()) return undefined
          const stands = await this.#failing(all, example)
          if (stands.length === 0) continue
          const on = stands.map(({ facts }) => facts.specifier).join(', ')
          options.tell(`Making ${sizeInWords(example)} smaller on ${on}.`)
          const chain = [example]
          await this.#minimized(stands, example, (smaller) => chain.push(smaller))
          return { chain, on }
        }
      } finally {
        await Promise.all(all.map((stand) => stand.stop()))
      }
    }
    return undefined
  }

  /** Those of some simulations on which an example fails as the bundle says. */
  async #failing(all: readonly Subject[], example: unknown): Promise<Subject[]> {
    const failing: Subject[] = []
    for (const stand of all) {
      if (whatHinders(stand, this.scenario) !== undefined) continue
      if ((await this.#play(stand, example)) !== undefined) failing.push(stand)
    }
    return failing
  }

  /** The smallest example found that fails on all of some subjects. */
  #minimized(
    subjects: readonly Subject[],
    example: unknown,
    found: (example: unknown) => void = () => undefined,
  ): Promise<unknown> {
    return minimize(example, {
      found,
      examples: this.scenario.examples,
      fails: async (candidate) => {
        for (const subject of subjects) if ((await this.#play(subject, candidate)) === undefined) return false
        return true
      },
      isOver: () => this.#isOver(),
    })
  }

  async #confirm(example: unknown, most = CONFIRMATIONS): Promise<Confirmed> {
    const times = this.subject.facts.carrier === 'sim' ? 1 : most
    const confirmed: Confirmed = { example, of: 0, failed: 0 }
    while (confirmed.of < times && !this.options.interrupt.aborted) {
      const play = await this.#play(this.subject, example)
      confirmed.of += 1
      if (play === undefined) continue
      confirmed.failed += 1
      confirmed.play = play
    }
    return confirmed
  }

  /** Plays an example once; the play when it failed as the bundle says. */
  async #play(subject: Subject, example: unknown): Promise<Play | undefined> {
    const { bundle, scenario, options } = this
    this.#plays += 1
    const stage = { subject, scenario, seed: bundle.seed, signal: options.interrupt }
    // A simulation is to do with each example what a replay will do.
    const name = nameOf(bundle, subject.facts.carrier === 'sim' ? 1 : this.#plays + 1)
    const play = await playOnce(stage, example, name)
    return likeness(bundle, play.scope, knownFailures(bundle, subject)).is === 'same' ? play : undefined
  }

  #isOver(): boolean {
    return this.options.interrupt.aborted || this.options.clock.now() > this.#over
  }

  /** @param drawn what the example was made of, if not of the bundle's own */
  async #result({ example, of, failed, play }: Confirmed, on: string, drawn?: unknown): Promise<Shrunk> {
    const { bundle, subject } = this
    const { specifier, name, version, carrier } = subject.facts
    const former = drawn ?? exampleOf(bundle)
    const before = sizeInWords(former)
    const isSmaller = JSON.stringify(example) !== JSON.stringify(former)
    const { path, log: _, ...rest } = bundle
    const whose = drawn === undefined ? '' : 'Another example, which was drawn: '
    const sentence = `${whose}${isSmaller ? `${before} became ${sizeInWords(example)}` : `${before}: nothing smaller was found`}; ${failed} of ${of} plays on ${specifier} fail alike.`
    if (play === undefined) return nothing(sentence)
    const verdict = play.scope.verdicts.find(({ requirement }) => requirement === bundle.requirement)
    const { facts, lines } = (await logOf(subject, play.head, play.events)) ?? { lines: [] }
    return {
      sentence,
      exitCode: EXIT.ok,
      bundle: {
        ...(isSmaller || drawn !== undefined || path === undefined ? rest : { ...rest, path }),
        example: { drawn: drawn ?? bundle.example?.drawn, minimal: example },
        subject: {
          ...{ specifier, name, version, carrier },
          ...(subject.image === undefined ? {} : { image: subject.image }),
        },
        reproduced: { of, failed },
        ...(facts === undefined ? {} : { log: facts }),
        shrunk: { on, plays: this.#plays },
      },
      evidence: { head: play.head, events: play.events, log: lines, told: verdict!.judgement },
    }
  }
}
