import type { Account } from '../actors/login.js'
import type { Endpoint } from '../core/link.js'
import type { Subject } from '../subjects/subject.js'

/** How big a load is. */
export interface LoadSize {
  services: number
  /** Of each service. */
  instances: number
  clients: number
  pings: number
  handovers: number
}

/** One load: who pings whom, how often. Plain data, because it goes to another process. */
export interface LoadJob {
  endpoint: Endpoint
  domain: string
  security: 'tls' | 'clear'
  /** The account of each service, which its instances share. */
  services: Account[]
  /** One account for each client; they are spread evenly over the services. */
  clients: Account[]
  /** How many instances each service has. */
  instances: number
  pings: number
  /** How many times, evenly spread over the pings, another instance becomes the top one of its service. */
  handovers: number
}

/** What a load brought. */
export interface LoadFigures {
  pings: number
  /** Pings without a pong. */
  lost: number
  /** Pongs beyond the first of a ping, or without one. */
  surplus: number
  /** Instances that answered at least one ping. */
  answering: number
  /** From the first ping to the last pong, ms. */
  duration: number
  /** Time from ping to pong, ms. */
  latency: { p50: number; p99: number; most: number }
}

/** A load of this size on a subject, with accounts of it. */
export async function jobFor(subject: Subject, size: LoadSize): Promise<LoadJob> {
  const take = async (name: string, number: number) => {
    const accounts: LoadJob['clients'] = []
    for (let i = 0; i < number; i++) accounts.push(await subject.accounts.take(`load-${name}-${i}`))
    return accounts
  }
  const { endpoint, domain, security } = subject
  const { instances, pings, handovers } = size
  const services = await take('service', size.services)
  const clients = await take('client', size.clients)
  return { endpoint, domain, security, services, clients, instances, pings, handovers }
}
