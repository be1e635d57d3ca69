import type { Element } from 'ltx'
import { type Account, login } from '../actors/login.js'
import { RawActor, startTls } from '../actors/raw.js'
import type { Clock } from '../core/clock.js'
import { withDeadline } from '../core/deadline.js'
import { freshRandom } from '../core/random.js'
import { TappedConnection } from '../net/tapped-connection.js'
import { el } from '../wire/xml.js'
import { UNRECORDED } from './probe.js'
import type { Registrar } from './registration.js'

const VERSION = 'jabber:iq:version'

/** Name and version of a piece of software, as it says itself. */
export interface Software {
  name: string
  version: string
}

/**
 * Logs in to `account` and asks the domain for its software version (XEP-0092).
 * @returns `undefined` when the subject does not tell
 * @throws what the login throws
 */
export async function askVersion(
  { endpoint, network, domain, security, clock, ms }: Registrar,
  account: Account,
): Promise<Software | undefined> {
  const connection = await TappedConnection.open('version/1', endpoint, network, UNRECORDED, clock, ms)
  try {
    if (security === 'tls') await secure(connection, domain, clock, ms)
    const xmpp = await login(connection, account, undefined, security, { clock, ms }, freshRandom())
    const answer = new Promise<Element>((resolve) => {
      xmpp.on('element', (e: Element) => {
        if (e.is('iq') && e.attrs.id === 'version') resolve(e)
      })
    })
    xmpp.on('error', () => undefined)
    connection.write(
      el('iq', { type: 'get', id: 'version', to: domain }, el('query', { xmlns: VERSION })).toString(),
    )
    const iq = await withDeadline(answer, ms, clock, 'the software version').catch(() => undefined)
    const query = iq?.getChild('query', VERSION)
    const name = query?.getChildText('name')?.trim()
    if (!name) return undefined
    return { name, version: query?.getChildText('version')?.trim() || 'unknown' }
  } finally {
    await connection.discard(clock, 500)
  }
}

async function secure(connection: TappedConnection, domain: string, clock: Clock, ms: number): Promise<void> {
  const raw = new RawActor(connection, clock)
  await startTls(raw, domain, clock, ms)
  raw.release()
}
