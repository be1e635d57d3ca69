import { dirname, join, relative } from 'node:path'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { renderFindings, renderSummary } from '../../reports/emit/terminal.js'
import { writeReports } from '../../reports/write.js'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT, usageError } from '../core/exit.js'
import { freshSeed } from '../core/random.js'
import type { Role } from '../core/requirement.js'
import type { Results } from '../core/results.js'
import type { Bundle } from '../repro/bundle.js'
import { confirm } from '../repro/confirm.js'
import { writeBundles } from '../repro/of-run.js'
import { whyOf } from '../run/coverage.js'
import { expectationsFor, loadExpectations } from '../run/expectations.js'
import type { Drawing } from '../run/generated.js'
import { makeRunFolder } from '../run/run-folder.js'
import type { Scenario } from '../run/scenario.js'
import { forRoles, selectScenarios, unknownNames } from '../run/select.js'
import { runSession } from '../run/session.js'
import { startSubject } from '../subjects/start.js'
import type { Subject } from '../subjects/subject.js'
import type { Io } from './io.js'
import { showProgress } from './progress.js'

/** Options of `assay run`. */
export interface RunOptions {
  only: string[]
  profile: string
  /** Only scenarios for this role of the subject. */
  role?: Role
  seed?: number
  jobs?: number
  path?: string
  examples?: number
  /** How many drawn examples, or cut points, are under way at once, if not as many as suit the subject. */
  lanes?: number
  /** What is done with drawn examples that fail, if not what suits the subject. */
  onFailure?: 'keep'
  /** Bundles are played again before they are written, each for about so long (ms); absent: they aren't. */
  confirmFor?: number
  /** How long each generated scenario has, see {@link Drawing.share}. */
  share?: Drawing['share']
  out: string
  expect?: string
  gate: 'must' | 'should'
  allowInconclusive: number
}

/** Scenarios under way at once: most of the time each waits for the subject. */
const JOBS = 8

/** Shrinking one failure takes hundreds of examples: only where an example costs milliseconds. */
const DRAWING = {
  sim: { examples: 400, cuts: 'all', lanes: 4, onFailure: 'shrink', shrinkBudget: 3000 },
  embedded: { examples: 400, cuts: 200, lanes: 4, onFailure: 'shrink', shrinkBudget: 1500 },
  other: { examples: 40, lanes: 2, onFailure: 'keep', shrinkBudget: 0 },
} as const

/** What became of one subject: the exit code, and the results where anything was judged. */
export interface RunEnd {
  code: number
  results?: Results
  /** Folders of the bundles that the run left. */
  bundles?: string[]
}

/** Runs the selected scenarios against one subject, writes the reports, and returns the gate's exit code. */
export async function runOne(io: Io, specifier: string, options: RunOptions): Promise<RunEnd> {
  const scenarios = selectScenarios(SCENARIOS, loadCatalogue(), options.profile, options.only)
  if (scenarios.length === 0) {
    io.err(nothingSelected(options))
    return { code: EXIT.nothingJudged }
  }
  if (options.path !== undefined && (scenarios.length !== 1 || scenarios[0]?.kind === 'scripted'))
    throw usageError(
      `The option --path replays one drawn example or cut point: name its scenario, generated or enumerated, by --only, and give --seed.`,
    )
  if (options.expect !== undefined) loadExpectations(options.expect)
  const seed = options.seed ?? freshSeed()
  const subject = await startSubject(specifier, systemClock, io.interrupt, seed)
  try {
    const roles = (subject.roles ?? ['server']).filter((role) => (options.role ?? role) === role)
    const fitting = forRoles(scenarios, roles)
    if (fitting.length > 0) return await runOn(io, subject, fitting, { ...options, seed })
    io.err(`Nothing was judged: ${specifier} is not tested in the role of the scenarios selected.\n`)
    return { code: EXIT.nothingJudged }
  } finally {
    await subject.stop()
  }
}

async function runOn(
  io: Io,
  subject: Subject,
  scenarios: Scenario[],
  options: RunOptions & { seed: number },
): Promise<RunEnd> {
  const folder = makeRunFolder(options.out, subject.facts.specifier, systemClock)
  const progress = showProgress(io, subject.facts, scenarios.length)
  const { carrier } = subject.facts
  const drawing = carrier === 'sim' || carrier === 'embedded' ? DRAWING[carrier] : DRAWING.other
  const jobs = Math.min(options.jobs ?? JOBS, subject.mostJobs)
  const lanes = Math.min(options.lanes ?? drawing.lanes, subject.mostJobs)
  const results = await runSession({
    subject,
    scenarios,
    folder,
    seed: options.seed,
    jobs,
    drawing: {
      ...drawing,
      lanes,
      ...(options.onFailure === undefined ? {} : { onFailure: options.onFailure }),
      ...(options.examples === undefined ? {} : { examples: options.examples, cuts: options.examples }),
      ...(options.share === undefined ? {} : { share: options.share }),
      ...(options.path === undefined ? {} : { path: options.path }),
    },
    selection: {
      only: options.only,
      profile: options.profile,
      ...(options.role === undefined ? {} : { role: options.role }),
    },
    command: `assay ${io.argv.join(' ')}`.trim(),
    expectations: expectationsFor(subject.facts, options.expect),
    gate: { strength: options.gate, allowInconclusive: options.allowInconclusive },
    clock: systemClock,
    interrupt: io.interrupt,
    progress,
  })
  progress.clear()
  const paths = await writeReports(results, folder)
  const { confirmFor } = options
  const bundles = await writeBundles(results, {
    ...{ folder, subject, underWay: { jobs, lanes } },
    ...(confirmFor === undefined ? {} : { confirm: confirming(io, subject, confirmFor) }),
  })
  const shown = (path: string) => relative(process.cwd(), path) || '.'
  io.out(renderFindings(results, io.colors))
  io.out(
    renderSummary(results, io.colors, {
      report: shown(paths.html),
      results: shown(paths.json),
      junit: shown(paths.junit),
      journal: shown(join(folder, 'journal.ndjson')),
      ...toReplay(bundles.map(shown)),
    }),
  )
  return { code: codeOf(io, results), results, bundles: bundles.map(shown) }
}

/** Plays a bundle again on the subject of the run; says what comes of it. */
const confirming = (io: Io, subject: Subject, budget: number) => async (bundle: Bundle) => {
  if (io.interrupt.aborted) return bundle
  io.err(`Playing what fails ${bundle.requirement} again.\n`)
  const confirmed = await confirm(bundle, subject, {
    ...{ scenarios: SCENARIOS, clock: systemClock, interrupt: io.interrupt, budget },
  })
  if (typeof confirmed !== 'string') return confirmed
  io.err(`It can't be played again: ${confirmed}\n`)
  return bundle
}

/** Where the bundles are, and the command that replays the first. */
function toReplay(bundles: readonly string[]) {
  const [first] = bundles
  return first === undefined ? {} : { bundles: dirname(first), replay: `npx assay replay ${first}` }
}

function codeOf({ interrupt }: Io, { died, gate: { exitCode } }: Results): number {
  if (interrupt.aborted) return EXIT.interrupted
  return died !== undefined && exitCode !== EXIT.unexpected ? EXIT.unavailable : exitCode
}

function nothingSelected({ only, profile }: RunOptions): string {
  const catalogue = loadCatalogue()
  const unproved = only.map((name) => catalogue.get(name)).find((entry) => entry && entry.class !== 'tested')
  if (unproved !== undefined)
    return `Nothing was judged: ${unproved.id} is ${unproved.class}. ${whyOf(unproved)}\n`
  const unknown = unknownNames(SCENARIOS, only)
  if (unknown.length > 0)
    return `Nothing was judged: no requirement or scenario is called "${unknown[0]}"; "assay list scenarios" names them all.\n`
  if (only.length === 0)
    return `Nothing was judged: no scenario proves a requirement of the profile ${profile} yet.\n`
  return `Nothing was judged: no scenario of the profile ${profile} matches ${only.join(', ')}.\n`
}
