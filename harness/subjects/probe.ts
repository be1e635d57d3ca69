import { RawActor } from '../actors/raw.js'
import type { Clock } from '../core/clock.js'
import { type Endpoint, TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { childElements } from '../wire/xml.js'

/** What the features of a fresh stream offer. */
export interface Offer {
  starttls: boolean
  registration: boolean
  mechanisms: string[]
}

const UNRECORDED = { record: () => undefined }

/**
 * Opens a stream to `domain`, reads its features and hangs up. A TCP connection alone proves nothing: a port
 * proxy accepts before the server behind it does.
 * @throws SubjectGone or NotSeen within `ms`
 */
export async function probe(endpoint: Endpoint, domain: string, clock: Clock, ms: number): Promise<Offer> {
  const connection = await TappedConnection.open('probe/1', endpoint, UNRECORDED, clock, ms)
  try {
    const raw = new RawActor(connection, clock)
    raw.open(domain)
    const features = await raw.expect(`stream features for ${domain}`, (e) => e.is('features', NS.stream), ms)
    const mechanisms = features.getChild('mechanisms', NS.sasl)
    return {
      starttls: features.getChild('starttls', NS.tls) !== undefined,
      registration: features.getChild('register', 'http://jabber.org/features/iq-register') !== undefined,
      mechanisms: mechanisms === undefined ? [] : childElements(mechanisms).map((m) => m.getText()),
    }
  } finally {
    await connection.discard(clock, 500)
  }
}

/** A sentence on why the subject does not answer, or `undefined` when it does. */
export async function troubleAt(
  endpoint: Endpoint,
  domain: string,
  clock: Clock,
): Promise<string | undefined> {
  try {
    await probe(endpoint, domain, clock, 3000)
    return undefined
  } catch (error) {
    return `The subject no longer answers: ${error instanceof Error ? error.message : String(error)}`
  }
}
