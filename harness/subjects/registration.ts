import type { Account } from '../actors/login.js'
import type { RawActor } from '../actors/raw.js'
import type { Clock } from '../core/clock.js'
import type { Endpoint } from '../core/link.js'
import { freshSeed, seededRandom } from '../core/random.js'
import type { Network } from '../net/network.js'
import { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { childElements, el } from '../wire/xml.js'
import { openStream, UNRECORDED } from './probe.js'
import type { AccountSource } from './subject.js'

/** Where accounts are registered. */
export interface Registrar {
  endpoint: Endpoint
  network: Network
  domain: string
  security: 'tls' | 'clear'
  clock: Clock
  /** For each step of a registration. */
  ms: number
}

/** How many streams are kept for further registrations. */
const KEPT_STREAMS = 4

/**
 * How old a stream may be that is used again, ms. Servers end a stream on which nobody logs in (ejabberd 23.01 after
 * 30 s), and such an end can cross with a registration.
 */
const OLDEST_KEPT = 10_000

interface Registration {
  connection: TappedConnection
  raw: RawActor
  /** When it was opened, on the registrar's clock. */
  opened: number
}

/**
 * Makes accounts by in-band registration (XEP-0077), on streams that are kept for further accounts for some seconds.
 * @param nameFor the localpart to register for a wish
 */
export function registersAccounts(registrar: Registrar, nameFor: (wish: string) => string): AccountSource {
  const random = seededRandom(String(freshSeed()))
  const idle: Registration[] = []
  return {
    how: 'made by in-band registration (XEP-0077)',
    take: async (wish) => {
      const account = { local: nameFor(wish), domain: registrar.domain, password: random.token(16) }
      const stream = await lastingStream(idle, registrar)
      await register(stream, registrar, account)
      if (idle.length < KEPT_STREAMS) idle.push(stream)
      else await stream.connection.discard(registrar.clock, 500)
      return account
    },
    giveBack: () => undefined,
    secrets: new Map(),
    close: async () => {
      await Promise.all(idle.splice(0).map(({ connection }) => connection.discard(registrar.clock, 500)))
    },
  }
}

async function lastingStream(
  idle: Registration[],
  { endpoint, network, domain, security, clock, ms }: Registrar,
): Promise<Registration> {
  const usable = ({ connection: { ended }, opened }: Registration) =>
    ended === undefined && clock.now() - opened < OLDEST_KEPT
  const spent = idle.filter((kept) => !usable(kept))
  idle.splice(0, idle.length, ...idle.filter(usable))
  const kept = idle.pop()
  await Promise.all(spent.map(({ connection }) => connection.discard(clock, 500)))
  if (kept !== undefined) return kept
  const opened = clock.now()
  const connection = await TappedConnection.open('registration/1', endpoint, network, UNRECORDED, clock, ms)
  try {
    return { connection, raw: (await openStream(connection, domain, security, clock, ms)).raw, opened }
  } catch (error) {
    await connection.discard(clock, 500)
    throw error
  }
}

/**
 * Registers `account`; a stream on which that fails is ended.
 * @throws Error that names the condition when it is refused; SubjectGone, NotSeen
 */
async function register(
  { connection, raw }: Registration,
  { clock, ms }: Registrar,
  { local, domain, password }: Account,
): Promise<void> {
  const fields = el('query', { xmlns: NS.register }, el('username', {}, local), el('password', {}, password))
  const id = `register-${local}`
  raw.send(el('iq', { type: 'set', id, to: domain }, fields).toString())
  try {
    const answer = await raw.expect(
      'the answer to a registration',
      (e) => e.is('iq') && e.attrs.id === id,
      ms,
    )
    if (answer.attrs.type === 'result') return
    const condition = childElements(answer)
      .find((e) => e.getName() === 'error')
      ?.getChildElements()
      .find((e) => e.attrs.xmlns === NS.stanzaErrors && e.getName() !== 'text')
    throw new Error(
      `The subject refused to register ${local}@${domain}: ${condition?.getName() ?? 'no condition'}.`,
    )
  } catch (error) {
    await connection.discard(clock, 500)
    throw error
  }
}
