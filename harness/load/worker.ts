import type { LoadJob } from './job.js'
import { carryOut } from './load.js'

/** What the process of the load tells the one that started it. */
export type LoadReport =
  | { progress: string }
  | { figures: Awaited<ReturnType<typeof carryOut>> }
  | { problem: string }

const tell = (report: LoadReport) => void process.send?.(report)

process.once('message', (job: LoadJob) => {
  carryOut(job, (progress) => tell({ progress })).then(
    (figures) => tell({ figures }),
    (error: unknown) => tell({ problem: error instanceof Error ? error.message : String(error) }),
  )
})
process.once('disconnect', () => process.exit())
