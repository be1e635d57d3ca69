import { fork } from 'node:child_process'
import { systemClock } from '../core/clock.js'
import { unavailableError } from '../core/exit.js'
import type { Subject } from '../subjects/subject.js'
import { jobFor, type LoadFigures, type LoadJob, type LoadSize } from './job.js'
import type { LoadReport } from './worker.js'

/** Figures of one subject under load. */
export interface Measured extends LoadFigures {
  /** From the first login to the last pong, ms of real time. */
  wall: number
  /** The other times are those of a simulation. */
  virtual: boolean
  /** Most memory that the subject held, bytes; absent where the carrier can't tell. */
  memory?: number
}

/** How often memory is looked at, ms. */
const SAMPLE = 250

/**
 * Puts a load on a subject from a process of its own, so that it shares no thread with a subject in this one,
 * and watches the subject's memory meanwhile.
 * @param ms the longest it may take
 * @throws UserError (69) when the load can't be carried out; 130 through `interrupt` by the caller
 */
export async function measure(
  subject: Subject,
  size: LoadSize,
  ms: number,
  interrupt: AbortSignal,
  progress: (text: string) => void,
): Promise<Measured> {
  const job = await jobFor(subject, size)
  const memory = watchMemory(subject)
  try {
    const began = systemClock.now()
    const figures = await inProcess(job, subject.facts.specifier, ms, interrupt, progress)
    const most = await memory.stop()
    const wall = systemClock.now() - began
    return { ...figures, wall, virtual: false, ...(most === undefined ? {} : { memory: most }) }
  } finally {
    await memory.stop()
  }
}

function inProcess(
  job: LoadJob,
  name: string,
  ms: number,
  interrupt: AbortSignal,
  progress: (text: string) => void,
): Promise<LoadFigures> {
  const child = fork(new URL('./worker.js', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise<LoadFigures>((resolve, reject) => {
    const fail = (why: string) => reject(unavailableError(`The load on ${name} was not carried out: ${why}`))
    const timer = systemClock.after(ms, () => fail(`it took longer than ${ms / 1000} s.`))
    const stop = () => fail('it was interrupted.')
    interrupt.addEventListener('abort', stop, { once: true })
    if (interrupt.aborted) stop()
    child.on('message', (report: LoadReport) => {
      if ('progress' in report) progress(report.progress)
      else if ('figures' in report) resolve(report.figures)
      else fail(report.problem)
    })
    child.on('exit', (code) => {
      timer.cancel()
      interrupt.removeEventListener('abort', stop)
      fail(`its process ended with code ${code}.`)
    })
    child.send(job)
  }).finally(() => child.kill())
}

function watchMemory({ memory }: Subject): { stop(): Promise<number | undefined> } {
  let most: number | undefined
  let over = false
  const look = async () => {
    while (memory !== undefined && !over) {
      most = Math.max(most ?? 0, await memory())
      await new Promise<void>((resolve) => systemClock.after(SAMPLE, resolve))
    }
  }
  const done = look()
  return {
    stop: async () => {
      over = true
      await done
      return most
    },
  }
}
