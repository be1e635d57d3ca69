import type { Clock } from '../core/clock.js'
import { unavailableError, usageError } from '../core/exit.js'
import { freshSeed, seededRandom } from '../core/random.js'
import { tcpNetwork } from '../net/network.js'
import { ACCOUNTS_A_SCENARIO, lendsAccounts, readAccounts } from './account-file.js'
import { type AddressWish, readAddress } from './address-specifier.js'
import { findResetPath } from './local-reset-path.js'
import { loadManifest } from './manifest.js'
import { type Offer, probe, StreamRefused, troubleAt } from './probe.js'
import { type Registrar, registersAccounts } from './registration.js'
import { askVersion, type Software } from './software-version.js'
import type { Specifier } from './specifier.js'
import type { AccountSource, ResetPath, Subject } from './subject.js'

const PROBE_LIMIT = 5000

/**
 * Connects to a server that is running already. Starts and ends nothing.
 * @throws UserError: 64 for a wrong specifier or accounts file, 69 when the server does not answer or gives no
 * accounts
 */
export async function startAddress(specifier: Specifier, clock: Clock): Promise<Subject> {
  const manifest = loadManifest('address')
  if (manifest.carrier !== 'address') throw new Error('fixtures/subjects/address.yaml is of another carrier.')
  const wish = readAddress(specifier, manifest.port)
  const { endpoint, domain } = wish
  const { bounds } = manifest
  const file = wish.accounts === undefined ? undefined : readAccounts(wish.accounts, domain)
  const clear = await offerOf(wish, 'clear', clock)
  const security = securityOf(wish, clear)
  const registrar = { endpoint, network: tcpNetwork, domain, security, clock, ms: bounds.login }
  const accounts =
    file === undefined
      ? registering(
          registrar,
          security === 'clear' ? clear : await offerOf(wish, 'tls', clock),
          placeOf(wish),
        )
      : lendsAccounts(file, `lent from ${wish.accounts}`)
  const software = await identify(registrar, accounts, wish)
  const resetPath = await resetPathOf(wish, clock)
  return {
    facts: {
      specifier: specifier.text,
      name: software?.name ?? 'Unknown server',
      version: software?.version ?? 'unknown',
      carrier: 'address',
      domain,
      notes: [`Connected to ${placeOf(wish)}.`, ...(file === undefined ? [] : [REUSED]), resetPath.how],
    },
    endpoint,
    network: tcpNetwork,
    clock,
    domain,
    security,
    bounds,
    resetPath,
    accounts,
    mostJobs: file === undefined ? Number.POSITIVE_INFINITY : Math.floor(file.length / ACCOUNTS_A_SCENARIO),
    trouble: () => troubleAt(endpoint, domain, clock),
    stop: async () => accounts.close?.(),
  }
}

const REUSED = 'Scenarios use the accounts one after the other, so what one leaves there meets the next.'

function placeOf({ endpoint: { host, port } }: AddressWish): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

async function offerOf(wish: AddressWish, security: 'clear' | 'tls', clock: Clock): Promise<Offer> {
  const { endpoint, domain } = wish
  try {
    return await probe(endpoint, domain, clock, PROBE_LIMIT, security)
  } catch (error) {
    if (error instanceof StreamRefused)
      throw unavailableError(
        `The server at ${placeOf(wish)} answers a stream for ${domain} with <${error.condition}/>; name a domain it serves with ?domain=.`,
        error,
      )
    const reason = error instanceof Error ? error.message : String(error)
    throw unavailableError(
      `No XMPP server answers at ${placeOf(wish)}; start it, or correct the address (${reason.replace(/\.$/, '')}).`,
      error,
    )
  }
}

function securityOf(wish: AddressWish, { starttls, mechanisms }: Offer): 'tls' | 'clear' {
  if (wish.tls === 'starttls' && !starttls)
    throw unavailableError(
      `The server at ${placeOf(wish)} does not offer STARTTLS, which ?tls=starttls asks for.`,
    )
  if (wish.tls === 'none' && mechanisms.length === 0)
    throw unavailableError(`The server at ${placeOf(wish)} offers no login in clear; leave out ?tls=none.`)
  return starttls && wish.tls !== 'none' ? 'tls' : 'clear'
}

function registering(registrar: Registrar, { registration }: Offer, place: string): AccountSource {
  if (!registration)
    throw unavailableError(
      `The server at ${place} offers no in-band registration; pass ?accounts=<file> with at least ${ACCOUNTS_A_SCENARIO} accounts.`,
    )
  // Accounts stay there: a run with the same seed must not meet those of an earlier one.
  const run = seededRandom(String(freshSeed())).token(4)
  return registersAccounts(registrar, (wish) => `${wish}-${run}`)
}

/** What the server says it is; only a file's account that cannot log in is the user's to mend. */
async function identify(
  registrar: Registrar,
  accounts: AccountSource,
  wish: AddressWish,
): Promise<Software | undefined> {
  const account = await accounts.take('version').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw unavailableError(`The server at ${placeOf(wish)} gives no account: ${reason}`, error)
  })
  try {
    return await askVersion(registrar, account)
  } catch (error) {
    const refused = error instanceof Error && error.name === 'SASLError'
    if (!refused || wish.accounts === undefined) return undefined
    throw usageError(
      `The server refuses ${account.local}@${account.domain} from ${wish.accounts}: ${error.message}.`,
    )
  } finally {
    accounts.giveBack(account)
  }
}

async function resetPathOf({ endpoint, domain, resets }: AddressWish, clock: Clock): Promise<ResetPath> {
  if (resets === 'carried')
    return { carried: true, how: 'Resets reach the server, as the specifier says (rst=carried).' }
  return findResetPath(endpoint, domain, clock)
}
