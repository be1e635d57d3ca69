import { systemClock, type Timer } from '../core/clock.js'
import { usageError } from '../core/exit.js'
import type { Bundle } from '../repro/bundle.js'
import { readBundle } from '../repro/read.js'
import { parseSpecifier } from '../subjects/specifier.js'
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

/** Workloads of one scenario under way at once: most of the time each waits for bounds to pass. */
const LANES = { embedded: 12, other: 8 } as const

/** How long one failure is made smaller, or played again, at most, s. */
const BUDGET = 60

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

/** How often a bundle failed when it was played again. */
function againText({ reproduced: { of, failed }, atOnce = 1 }: Bundle): string {
  const each = atOnce === 1 ? '' : `, of ${atOnce} copies at once each`
  return `it fails again in ${failed} of ${of} plays${each}.${failed === 0 ? ' It takes luck, or what came before.' : ''}`
}

/** A fault can't be set off by a stanza that it sees only inside TLS, and a login inside it costs most of a workload. */
const inClear = (embedded: string) => `${embedded}${embedded.includes('?') ? '&' : '?'}tls=none`

/**
 * Plays drawn workloads on one subject for a while and judges their whole histories; then, where examples are cheap,
 * what failed is shrunk. Returns the gate's exit code.
 */
export async function chaosCommand(io: Io, specifier: string, options: ChaosOptions): Promise<number> {
  const { duration, faults = [], ...rest } = options
  const { kind, options: wishes } = parseSpecifier(specifier)
  // Here all scenarios go on at once, and the same build is simulated: what fails is made smaller there, in seconds.
  const inRealTime = kind === 'embedded'
  const played = inRealTime && !wishes.has('tls') ? inClear(specifier) : specifier
  const timers: Timer[] = []
  const share = (scenarios: number) => {
    const enough = new AbortController()
    timers.push(systemClock.after((duration * 1000) / (inRealTime ? 1 : scenarios), () => enough.abort()))
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
      ...(inRealTime ? { onFailure: 'keep' } : {}),
      ...(kind === 'sim' || inRealTime ? {} : { confirmFor: BUDGET * 1000 }),
      ...(kind === 'sim' ? {} : { lanes: inRealTime ? LANES.embedded : LANES.other }),
      jobs: inRealTime ? Object.keys(SCENARIOS).length : 1,
      share,
    })
    if (inRealTime)
      for (const bundle of end.bundles ?? []) {
        if (io.interrupt.aborted) break
        io.out(`${bundle}: `)
        await shrinkCommand(io, bundle, { budget: BUDGET })
      }
    else if (kind !== 'sim')
      for (const bundle of end.bundles ?? []) io.out(`${bundle}: ${againText(readBundle(bundle))}\n`)
    return end.code
  } finally {
    for (const timer of timers) timer.cancel()
  }
}
