import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { isOfNodes, roleOf, type Variant } from '../../fixtures/variants/variant.js'
import type { Clock } from '../core/clock.js'
import type { Results } from '../core/results.js'
import { startEmbedded } from '../subjects/embedded.js'
import { startSim } from '../subjects/sim.js'
import { parseSpecifier } from '../subjects/specifier.js'
import type { Subject } from '../subjects/subject.js'
import { proofOf, provenRequirements } from './proofs.js'
import { Reach } from './reach.js'
import type { Scenario } from './scenario.js'
import { forRoles } from './select.js'
import { runSession } from './session.js'

/** What the suite found on one faulty variant, against what the variant declares. */
export interface Detection {
  variant: Variant
  failing: string[]
  /** Declared, but not found. */
  missed: string[]
  /** Found, but not declared. */
  blamed: string[]
}

/** The detection ledger of a suite. */
export interface Ledger {
  /** Requirements that do not hold on the reference itself, with their verdicts; must be empty. */
  reference: { requirement: string; verdict: string; explanation: string }[]
  detections: Detection[]
  /** Tested requirements in the order of the catalogue that no variant is caught by. */
  unproven: string[]
}

/** What the variants can run on. */
export const DETECT_ON = ['sim', 'embedded'] as const

/** Which scenarios can be played on a variant. */
export const DETECT_PLAY = ['reached', 'all'] as const

/** How the ledger is made. */
export interface DetectOptions {
  scenarios: Scenario[]
  variants: Variant[]
  on: (typeof DETECT_ON)[number]
  /**
   * The scenarios of its role that a variant is run on: all, or (in `sim`) those that reach what it replaces, as
   * the others can only happen as on the reference.
   */
  play: (typeof DETECT_PLAY)[number]
  seed: number
  jobs: number
  /** Drawn examples of each generated scenario. */
  examples: number
  clock: Clock
  interrupt: AbortSignal
  /** Called when the run on one variant (or, with `undefined`, on the reference) is over. */
  done(variant: Variant | undefined, failing: string[]): void
}

/**
 * Builds of the reference, and what is played on them. A variant of the server is not played on a cluster: what it
 * replaces, nodes override, so that it would be another fault there than the one it declares.
 */
interface Setting {
  /** What follows the carrier and the variant in the specifier. */
  query: '' | '?nodes=2'
  scenarios: Scenario[]
  reach: Reach | undefined
}

/**
 * Runs all scenarios on the reference, those of its role on every variant, and compares what fails with what is
 * declared. Scenarios that need nodes are played on a cluster, and on variants of its nodes only.
 */
export async function detect(options: DetectOptions): Promise<Ledger> {
  const [single, cluster] = [settingOf(options, ''), settingOf(options, '?nodes=2')]
  const plain: Results['verdicts'] = []
  for (const setting of [single, cluster])
    if (setting.scenarios.length > 0) plain.push(...(await onReference(setting, options)).verdicts)
  const reference = plain
    .filter((v) => ['fail', 'error', 'inconclusive'].includes(v.verdict))
    .map(({ requirement, verdict, explanation }) => ({ requirement, verdict, explanation }))
  const broken = plain.filter(({ verdict }) => verdict === 'fail').map(({ requirement }) => requirement)
  options.done(undefined, [...new Set(broken)])
  const detections: Detection[] = []
  for (const variant of options.variants) {
    if (options.interrupt.aborted) break
    const setting = isOfNodes(variant) ? cluster : single
    const scenarios = forRoles(setting.scenarios, [roleOf(variant)]).filter(
      (scenario) => setting.reach?.reaches(variant, scenario) ?? true,
    )
    const failing = failingOf(await onVariant(variant, { ...setting, scenarios }, options))
    detections.push({
      variant,
      failing,
      missed: variant.breaks.filter((id) => !failing.includes(id)),
      blamed: failing.filter((id) => !variant.breaks.includes(id)),
    })
    options.done(variant, failing)
  }
  return { reference, detections, unproven: unprovenRequirements(options.scenarios) }
}

/** Whether the reference is clean and every variant is caught by exactly what it declares. */
export function holds({ detections, reference }: Ledger): boolean {
  return reference.length === 0 && detections.every((d) => d.missed.length === 0 && d.blamed.length === 0)
}

/** Requirements that scenarios test in a role in which no variant breaks them, in the order of the catalogue. */
export function unprovenRequirements(scenarios: Scenario[]): string[] {
  const proven = provenRequirements()
  const unproven = new Set(
    scenarios.flatMap(({ proves, role }) => proves.filter((id) => !proven.has(proofOf(id, role)))),
  )
  return [...loadCatalogue().keys()].filter((id) => unproven.has(id))
}

function settingOf({ scenarios, variants, on, play }: DetectOptions, query: Setting['query']): Setting {
  const isCluster = query !== ''
  const watched = variants.filter((variant) => isOfNodes(variant) === isCluster)
  return {
    query,
    // What drawn workloads and cuts find depends on the draw: tests in suites/meta say what they have to.
    scenarios: scenarios.filter(
      ({ needs, profile }) =>
        needs.includes('nodes') === isCluster && profile !== 'chaos' && profile !== 'cuts',
    ),
    reach: on === 'sim' && play === 'reached' ? new Reach(watched) : undefined,
  }
}

async function onReference({ query, scenarios, reach }: Setting, options: DetectOptions): Promise<Results> {
  const { on, seed, clock, examples } = options
  const specifier = parseSpecifier(`${on}${query}`)
  const subject =
    on === 'sim'
      ? await startSim(specifier, seed, 'quick', reach)
      : await startEmbedded(specifier, clock, 'quick')
  return runOn(subject, scenarios, examples, options)
}

async function onVariant(
  variant: Variant,
  { query, scenarios }: Setting,
  options: DetectOptions,
): Promise<Results> {
  const { on, seed, clock } = options
  const specifier = parseSpecifier(`${on}:${variant.name}${query}`)
  const subject =
    on === 'sim' ? await startSim(specifier, seed, 'quick') : await startEmbedded(specifier, clock, 'quick')
  return runOn(subject, scenarios, variant.examples ?? options.examples, options)
}

async function runOn(
  subject: Subject,
  scenarios: Scenario[],
  examples: number,
  { seed, jobs, clock, interrupt }: DetectOptions,
): Promise<Results> {
  try {
    return await runSession({
      subject,
      scenarios,
      folder: undefined,
      seed,
      jobs,
      drawing: { examples, lanes: 2, onFailure: 'keep', shrinkBudget: 0 },
      selection: { only: [], profile: 'core' },
      command: 'assay detect',
      expectations: { path: null, entries: [] },
      gate: { strength: 'should', allowInconclusive: 0 },
      clock,
      interrupt,
      progress: { began: () => undefined, played: () => undefined, ended: () => undefined },
    })
  } finally {
    await subject.stop()
  }
}

function failingOf(results: Results): string[] {
  return results.requirements.filter((r) => r.verdict === 'fail').map((r) => r.requirement)
}
