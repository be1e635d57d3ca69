import type { Account } from '../actors/login.js'
import { parseJid } from '../core/jid.js'
import { LoadInstances } from './instances.js'
import type { LoadFigures, LoadJob } from './job.js'
import { LoadPings } from './pings.js'
import { type LoadPlace, openSessions } from './sessions.js'

/** Logs everybody in, makes the pings, and says how it went. */
export async function carryOut(
  job: LoadJob,
  place: LoadPlace,
  progress: (text: string) => void,
): Promise<LoadFigures> {
  const { clock } = place
  progress(`logging in ${job.instances * job.services.length} instances and ${job.clients.length} clients`)
  const services: LoadInstances[] = []
  for (const service of job.services) {
    const same = Array.from({ length: job.instances }, () => service)
    services.push(new LoadInstances(await openSessions(job, same, 'instance', place)))
  }
  const clients = await openSessions(job, job.clients, 'client', place)
  progress('announcing priorities')
  for (const instances of services) await instances.announce()
  const bare = job.services.map(({ local, domain }: Account) => parseJid(`${local}@${domain}`))
  const lanes = clients.map((session, i) => new LoadPings(session, bare[i % bare.length]!, clock))
  progress(`sending ${job.pings} pings`)
  const began = clock.now()
  const every = Math.ceil(job.pings / (job.handovers + 1))
  let sent = 0
  let handedOver = Promise.resolve()
  const run = async (lane: LoadPings) => {
    while (sent < job.pings) {
      sent += 1
      if (sent % every === 0) handedOver = services[(sent / every) % services.length]!.handOver()
      await lane.ping()
    }
  }
  await Promise.all(lanes.map(run))
  await handedOver
  const duration = clock.now() - began
  const latencies = Float64Array.from(lanes.flatMap((lane) => lane.latencies)).sort()
  const quantile = (part: number) => latencies[Math.ceil(latencies.length * part) - 1] ?? Number.NaN
  const sum = (of: (lane: LoadPings) => number) => lanes.reduce((all, lane) => all + of(lane), 0)
  return {
    pings: job.pings,
    lost: sum((lane) => lane.lost),
    surplus: sum((lane) => lane.surplus),
    answering: services.reduce((all, { answering }) => all + answering.size, 0),
    duration,
    latency: { p50: quantile(0.5), p99: quantile(0.99), most: quantile(1) },
  }
}
