import { fork } from 'node:child_process'
import type { Clock } from '../core/clock.js'
import { unavailableError } from '../core/exit.js'
import type { Subject } from '../subjects/subject.js'
import type { LoadFigures, LoadJob } from './job.js'
import type { LoadReport } from './worker.js'

/** How big a load is. */
export interface LoadSize {
  instances: number
  clients: number
  pings: number
  handovers: number
}

/** Figures of one subject under load. */
export interface Measured extends LoadFigures {
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
  clock: Clock,
  ms: number,
  interrupt: AbortSignal,
  progress: (text: string) => void,
): Promise<Measured> {
  const service = await subject.accounts.take('load-service')
  const clients: LoadJob['clients'] = []
  for (let i = 0; i < size.clients; i++) clients.push(await subject.accounts.take(`load-client-${i}`))
  const { endpoint, domain, security } = subject
  const { instances, pings, handovers } = size
  const job: LoadJob = { endpoint, domain, security, service, clients, instances, pings, handovers }
  const memory = watchMemory(subject, clock)
  try {
    const figures = await inProcess(job, subject.facts.specifier, clock, ms, interrupt, progress)
    const most = await memory.stop()
    return { ...figures, ...(most === undefined ? {} : { memory: most }) }
  } finally {
    await memory.stop()
  }
}

function inProcess(
  job: LoadJob,
  name: string,
  clock: Clock,
  ms: number,
  interrupt: AbortSignal,
  progress: (text: string) => void,
): Promise<LoadFigures> {
  const child = fork(new URL('./worker.js', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise<LoadFigures>((resolve, reject) => {
    const fail = (why: string) => reject(unavailableError(`The load on ${name} was not carried out: ${why}`))
    const timer = clock.after(ms, () => fail(`it took longer than ${ms / 1000} s.`))
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

function watchMemory({ memory }: Subject, clock: Clock): { stop(): Promise<number | undefined> } {
  let most: number | undefined
  let over = false
  const look = async () => {
    while (memory !== undefined && !over) {
      most = Math.max(most ?? 0, await memory())
      await new Promise<void>((resolve) => clock.after(SAMPLE, resolve))
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
