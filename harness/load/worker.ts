import { systemClock } from '../core/clock.js'
import { freshSeed, seededRandom } from '../core/random.js'
import { tcpNetwork } from '../net/network.js'
import type { LoadJob } from './job.js'
import { carryOut } from './load.js'

/** What the process of the load tells the one that started it. */
export type LoadReport =
  | { progress: string }
  | { figures: Awaited<ReturnType<typeof carryOut>> }
  | { problem: string }

const tell = (report: LoadReport) => void process.send?.(report)

process.once('message', (job: LoadJob) => {
  const place = { network: tcpNetwork, clock: systemClock, random: seededRandom(String(freshSeed())) }
  carryOut(job, place, (progress) => tell({ progress })).then(
    (figures) => tell({ figures }),
    (error: unknown) => tell({ problem: error instanceof Error ? error.message : String(error) }),
  )
})
process.once('disconnect', () => process.exit())
