import { availableParallelism } from 'node:os'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT, usageError } from '../core/exit.js'
import { type DetectOptions, detect, holds } from '../run/detect.js'
import { render } from './detect-render.js'
import { detectInShares } from './detect-shares.js'
import type { Io } from './io.js'

/** Options of `assay detect`. */
export interface DetectCommandOptions {
  only: string[]
  /** What the variants run on. */
  on: DetectOptions['on']
  play: DetectOptions['play']
  seed: number
  jobs?: number
  json?: true
  /** `<i>/<n>`: the i-th of n equal shares of the variants. */
  share?: string
}

/** Drawn examples of each generated scenario; the ledger does not rest on them, but for rare variants. */
const EXAMPLES = 5

/** A second process costs a start and a run on the reference of its own. */
const WORTH_SHARING = 6

/** Prints the detection ledger; 0 only if every variant is caught by exactly what it declares. */
export async function detectCommand(io: Io, options: DetectCommandOptions): Promise<number> {
  const { only, on, play, seed, jobs = 8, json, share } = options
  const unknown = only.find((name) => !VARIANTS.some((v) => v.name === name))
  if (unknown !== undefined)
    throw usageError(`There is no variant "${unknown}"; "assay list variants" names them all.`)
  const variants = ofShare(
    only.length === 0 ? VARIANTS : VARIANTS.filter((v) => only.includes(v.name)),
    share,
  )
  const processes = Math.min(availableParallelism(), Math.floor(variants.length / WORTH_SHARING))
  const ledger =
    share === undefined && processes > 1
      ? await detectInShares(io, processes, options)
      : await detect({
          scenarios: SCENARIOS,
          variants,
          on,
          play,
          seed,
          jobs,
          examples: EXAMPLES,
          clock: systemClock,
          interrupt: io.interrupt,
          done: (variant, failing) =>
            io.err(
              `${variant?.name ?? 'the reference itself'}: ${failing.length === 0 ? 'nothing fails' : failing.join(', ')}\n`,
            ),
        })
  if (io.interrupt.aborted) return EXIT.interrupted
  io.out(json ? `${JSON.stringify(ledger, null, 2)}\n` : render(ledger))
  return holds(ledger) ? EXIT.ok : EXIT.unexpected
}

function ofShare<T>(items: T[], share: string | undefined): T[] {
  if (share === undefined) return items
  const [part = 0, of = 0] = /^\d+\/\d+$/.test(share) ? share.split('/').map(Number) : []
  if (part < 1 || part > of) throw usageError(`The share "${share}" is not of the form i/n with 1 ≤ i ≤ n.`)
  return items.filter((_, index) => index % of === part - 1)
}
