import { systemClock } from '../core/clock.js'
import { parseJid } from '../core/jid.js'
import { freshSeed, seededRandom } from '../core/random.js'
import { LoadInstances } from './instances.js'
import type { LoadFigures, LoadJob } from './job.js'
import { LoadPings } from './pings.js'
import { openSessions } from './sessions.js'

/** Logs everybody in, makes the pings, and says how it went. */
export async function carryOut(job: LoadJob, progress: (text: string) => void): Promise<LoadFigures> {
  const random = seededRandom(String(freshSeed()))
  progress(`logging in ${job.instances} instances and ${job.clients.length} clients`)
  const same = Array.from({ length: job.instances }, () => job.service)
  const instances = new LoadInstances(await openSessions(job, same, 'instance', random))
  const clients = await openSessions(job, job.clients, 'client', random)
  progress('announcing priorities')
  await instances.announce()
  const service = parseJid(`${job.service.local}@${job.service.domain}`)
  const lanes = clients.map((session) => new LoadPings(session, service, systemClock))
  progress(`sending ${job.pings} pings`)
  const began = systemClock.now()
  const every = Math.ceil(job.pings / (job.handovers + 1))
  let sent = 0
  let handedOver = Promise.resolve()
  const run = async (lane: LoadPings) => {
    while (sent < job.pings) {
      sent += 1
      if (sent % every === 0) handedOver = instances.handOver()
      await lane.ping()
    }
  }
  await Promise.all(lanes.map(run))
  await handedOver
  const duration = systemClock.now() - began
  const latencies = Float64Array.from(lanes.flatMap((lane) => lane.latencies)).sort()
  const quantile = (part: number) => latencies[Math.ceil(latencies.length * part) - 1] ?? Number.NaN
  const sum = (of: (lane: LoadPings) => number) => lanes.reduce((all, lane) => all + of(lane), 0)
  return {
    pings: job.pings,
    lost: sum((lane) => lane.lost),
    surplus: sum((lane) => lane.surplus),
    answering: instances.answering.size,
    duration,
    latency: { p50: quantile(0.5), p99: quantile(0.99), most: quantile(1) },
  }
}
