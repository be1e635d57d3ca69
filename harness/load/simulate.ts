import { systemClock } from '../core/clock.js'
import { unavailableError } from '../core/exit.js'
import { seededRandom } from '../core/random.js'
import type { Subject } from '../subjects/subject.js'
import { jobFor, type LoadFigures, type LoadSize } from './job.js'
import { carryOut } from './load.js'
import type { Measured } from './measure.js'

/**
 * Carries a load out on a simulated subject, in this process: everybody is simulated, on links in memory and in
 * virtual time, so that only how long that takes, and how much memory, is real.
 * @param ms the longest it may take, of real time
 * @throws UserError (69) when it can't be carried out
 */
export async function simulate(
  subject: Subject,
  size: LoadSize,
  ms: number,
  interrupt: AbortSignal,
  progress: (text: string) => void,
): Promise<Measured> {
  const { network, clock, facts } = subject
  const began = systemClock.now()
  const carried = jobFor(subject, size).then((job) =>
    carryOut(job, { network, clock, random: seededRandom('load'), leastIterations: 1 }, progress),
  )
  const figures = await new Promise<LoadFigures>((resolve, reject) => {
    const fail = (why: string) =>
      reject(unavailableError(`The load on ${facts.specifier} was not carried out: ${why}`))
    const timer = systemClock.after(ms, () => fail(`it took longer than ${ms / 1000} s.`))
    interrupt.addEventListener('abort', () => fail('it was interrupted.'), { once: true })
    carried.then(resolve, reject).finally(() => timer.cancel())
  })
  const memory = process.resourceUsage().maxRSS * 1024
  return { ...figures, wall: systemClock.now() - began, virtual: true, memory }
}
