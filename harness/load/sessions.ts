import { type ClientSession, connectTcp, openSession } from '../../fixtures/reference/session/index.js'
import type { Account } from '../actors/login.js'
import { systemClock } from '../core/clock.js'
import type { Random } from '../core/random.js'
import type { LoadJob } from './job.js'

/** Logins under way at once; more would only wait for each other. */
const LANES = 8
/** A login may wait behind hundreds of others, ms. */
const PATIENCE = 60_000

/** Logs in to each account in turn, several at once; sessions come in the accounts' order. */
export async function openSessions(
  job: LoadJob,
  accounts: readonly Account[],
  resource: string,
  random: Random,
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
        connect: () => connectTcp(job.endpoint),
        clock: systemClock,
        random,
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
