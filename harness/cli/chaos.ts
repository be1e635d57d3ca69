import { systemClock, type Timer } from '../core/clock.js'
import { usageError } from '../core/exit.js'
import { type Bundle, ofCopies } from '../repro/bundle.js'
import { readBundle } from '../repro/read.js'
import { parseSpecifier, type Specifier } from '../subjects/specifier.js'
import type { Io } from './io.js'
import { runOne } from './run.js'
import { shrinkCommand } from './shrink.js'

/** Among which faults workloads are played, by the scenario that does. */
const SCENARIOS = {
  none: 'chaos/failover',
  links: 'chaos/links',
  nodes: 'chaos/nodes',
  restart: 'chaos/restart',
  redirects: 'chaos/redirects',
} as const

type Faults = keyof typeof SCENARIOS

/** Options of `assay chaos`. */
export interface ChaosOptions {
  /** For how long workloads are begun, s; the scenarios share it where they come one after the other. */
  duration: number
  /** The default is all. */
  faults?: Faults[]
  seed?: number
  out: string
  expect?: string
}

/** How long one failure is made smaller at most, s. */
const BUDGET = 60

/** For how long, ms, a failure that takes luck is tried again by more and more copies at once. */
const AGAIN = 120_000

/**
 * How each kind of subject is exercised: how many scenarios at once, how many workloads of one at once (most of the time
 * each waits for bounds to pass), and what is done with those that fail.
 */
const WAYS = {
  sim: { jobs: 1 },
  embedded: { jobs: Object.keys(SCENARIOS).length, lanes: 12, onFailure: 'keep' },
  other: { jobs: 1, lanes: 8, confirmFor: AGAIN },
} as const

/** A short time does not exercise every rule, but more of them than one. */
const MOST_UNPROVEN = 17

/** More workloads than any duration has room for are not drawn. */
const MOST = 10_000

/**
 * Reads the names of faults, with commas between.
 * @throws UserError (64) for a name that there isn't
 */
export function faultsIn(text: string): Faults[] {
  return text.split(',').map((name) => {
    if (Object.hasOwn(SCENARIOS, name)) return name as Faults
    throw usageError(
      `There are no faults "${name}" for --faults; there are ${Object.keys(SCENARIOS).join(', ')}.`,
    )
  })
}

/** What can be said of a failure beyond the report: a smaller example, or how often it failed when played again. */
async function tellMore(io: Io, path: string, kind: Specifier['kind']): Promise<void> {
  if (kind === 'sim') return
  io.out(`${path}:\n`)
  // The same build is simulated: there it takes seconds.
  if (kind === 'embedded') await shrinkCommand(io, path, { budget: BUDGET })
  else io.out(againText(readBundle(path)))
}

function againText(bundle: Bundle): string {
  const { of, failed } = bundle.reproduced
  const doubt = failed === 0 ? ' It takes luck, or what came before.' : ''
  return `It fails again in ${failed} of ${of} plays${ofCopies(bundle)}.${doubt}\n`
}

/** A fault can't be set off by a stanza that it sees only inside TLS, and a login inside it costs most of a workload. */
const inClear = (embedded: string) => `${embedded}${embedded.includes('?') ? '&' : '?'}tls=none`

/**
 * Plays drawn workloads on one subject for a while and judges their whole histories; then what failed is shrunk where
 * examples are cheap, and elsewhere played again. Returns the gate's exit code.
 */
export async function chaosCommand(io: Io, specifier: string, options: ChaosOptions): Promise<number> {
  const { duration, faults = [], ...rest } = options
  const { kind, options: wishes } = parseSpecifier(specifier)
  const way = kind === 'sim' || kind === 'embedded' ? WAYS[kind] : WAYS.other
  const played = kind === 'embedded' && !wishes.has('tls') ? inClear(specifier) : specifier
  const timers: Timer[] = []
  const share = (scenarios: number) => {
    const enough = new AbortController()
    timers.push(
      systemClock.after((duration * 1000 * way.jobs) / Math.max(way.jobs, scenarios), () => enough.abort()),
    )
    return enough.signal
  }
  try {
    const end = await runOne(io, played, {
      ...rest,
      only: faults.map((name) => SCENARIOS[name]),
      profile: 'chaos',
      gate: 'should',
      allowInconclusive: MOST_UNPROVEN,
      examples: MOST,
      ...way,
      share,
    })
    for (const bundle of end.bundles ?? []) if (!io.interrupt.aborted) await tellMore(io, bundle, kind)
    return end.code
  } finally {
    for (const timer of timers) timer.cancel()
  }
}
