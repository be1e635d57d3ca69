import { type ClientSession, openSession } from '../../fixtures/reference/session/index.js'
import type { Account } from '../actors/login.js'
import type { Clock } from '../core/clock.js'
import type { Random } from '../core/random.js'
import type { Network } from '../net/network.js'
import type { LoadJob } from './job.js'

/** Where a load is carried out: on the machine's network and clock, or in a simulation. */
export interface LoadPlace {
  network: Network
  clock: Clock
  random: Random
  /** The fewest SCRAM iterations that clients accept; default: what RFC 7677 asks for. */
  leastIterations?: number
}

/** Logins under way at once; more would only wait for each other. */
const LANES = 8
/** A login may wait behind hundreds of others, ms. */
const PATIENCE = 60_000

/** Logs in to each account in turn, several at once; sessions come in the accounts' order. */
export async function openSessions(
  job: LoadJob,
  accounts: readonly Account[],
  resource: string,
  { network, clock, random, leastIterations = 4096 }: LoadPlace,
): Promise<ClientSession[]> {
  const sessions: ClientSession[] = []
  const waiting = [...accounts.entries()]
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { local, domain, password }] = next
      sessions[index] = await openSession({
        jid: `${local}@${domain}`,
        password,
        resource: `${resource}-${index}`,
        connect: () => network.dial(job.endpoint),
        clock,
        random,
        leastIterations,
        tls: job.security === 'tls' ? 'required' : 'if-offered',
        // The subject runs on loopback or in a container network, and its certificate is not what is measured.
        trust: { verify: 'none' },
        patience: PATIENCE,
      })
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return sessions
}
