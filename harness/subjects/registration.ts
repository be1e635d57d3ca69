import type { Account } from '../actors/login.js'
import type { Clock } from '../core/clock.js'
import type { Endpoint } from '../core/link.js'
import { freshSeed, seededRandom } from '../core/random.js'
import { tcpNetwork } from '../net/network.js'
import { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { childElements, el } from '../wire/xml.js'
import { openStream, UNRECORDED } from './probe.js'
import type { AccountSource } from './subject.js'

/** Where accounts are registered. */
export interface Registrar {
  endpoint: Endpoint
  domain: string
  security: 'tls' | 'clear'
  clock: Clock
  /** For each step of a registration. */
  ms: number
}

/**
 * Makes accounts by in-band registration (XEP-0077), on a stream of its own for each.
 * @param nameFor the localpart to register for a wish
 */
export function registersAccounts(registrar: Registrar, nameFor: (wish: string) => string): AccountSource {
  const random = seededRandom(String(freshSeed()))
  return {
    how: 'made by in-band registration (XEP-0077)',
    take: async (wish) => {
      const account = { local: nameFor(wish), domain: registrar.domain, password: random.token(16) }
      await register(registrar, account)
      return account
    },
    giveBack: () => undefined,
    secrets: new Map(),
  }
}

/**
 * Registers `account`.
 * @throws Error that names the condition when it is refused; SubjectGone, NotSeen
 */
export async function register(
  { endpoint, domain, security, clock, ms }: Registrar,
  { local, password }: Account,
): Promise<void> {
  const connection = await TappedConnection.open(
    'registration/1',
    endpoint,
    tcpNetwork,
    UNRECORDED,
    clock,
    ms,
  )
  try {
    const { raw } = await openStream(connection, domain, security, clock, ms)
    const fields = el(
      'query',
      { xmlns: NS.register },
      el('username', {}, local),
      el('password', {}, password),
    )
    raw.send(el('iq', { type: 'set', id: 'register', to: domain }, fields).toString())
    const answer = await raw.expect('the answer to a registration', (e) => e.is('iq'), ms)
    if (answer.attrs.type === 'result') return
    const condition = childElements(answer)
      .find((e) => e.getName() === 'error')
      ?.getChildElements()
      .find((e) => e.attrs.xmlns === NS.stanzaErrors && e.getName() !== 'text')
    throw new Error(
      `The subject refused to register ${local}@${domain}: ${condition?.getName() ?? 'no condition'}.`,
    )
  } finally {
    await connection.discard(clock, 500)
  }
}
