import type { Element } from 'ltx'
import { RawActor, startTls } from '../actors/raw.js'
import type { Clock } from '../core/clock.js'
import { SubjectGone } from '../core/deadline.js'
import type { Endpoint } from '../core/link.js'
import { type Network, tcpNetwork } from '../net/network.js'
import { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { childElements } from '../wire/xml.js'

/** What the features of a fresh stream offer. */
export interface Offer {
  starttls: boolean
  registration: boolean
  mechanisms: string[]
}

/** The subject answered a stream header with a stream error (RFC 6120 4.9). */
export class StreamRefused extends SubjectGone {
  constructor(
    domain: string,
    readonly condition: string,
  ) {
    super(`The subject answered a stream for ${domain} with the stream error <${condition}/>.`)
  }
}

/** For connections that are no part of a scenario. */
export const UNRECORDED = { record: () => undefined }

/**
 * Opens a stream to `domain`, reads its features and hangs up. A TCP connection alone proves nothing: a port
 * proxy accepts before the server behind it does.
 * @param security with `tls`, the features are those after STARTTLS
 * @throws StreamRefused, SubjectGone or NotSeen within `ms` for each step
 */
export async function probe(
  endpoint: Endpoint,
  domain: string,
  clock: Clock,
  ms: number,
  security: 'clear' | 'tls' = 'clear',
  network: Network = tcpNetwork,
): Promise<Offer> {
  const connection = await TappedConnection.open('probe/1', endpoint, network, UNRECORDED, clock, ms)
  try {
    return (await openStream(connection, domain, security, clock, ms)).offer
  } finally {
    await connection.discard(clock, 500)
  }
}

/**
 * Opens a stream to `domain` on a fresh connection, inside TLS if `security` says so, and reads its features.
 * @throws StreamRefused, SubjectGone or NotSeen within `ms` for each step
 */
export async function openStream(
  connection: TappedConnection,
  domain: string,
  security: 'clear' | 'tls',
  clock: Clock,
  ms: number,
): Promise<{ raw: RawActor; offer: Offer }> {
  if (security === 'tls') {
    const clear = new RawActor(connection, clock)
    await startTls(clear, domain, clock, ms)
    clear.release()
  }
  const raw = new RawActor(connection, clock)
  raw.open(domain)
  const isAnswer = (e: Element) => e.is('features', NS.stream) || e.is('error', NS.stream)
  const answer = await raw.expect(`stream features for ${domain}`, isAnswer, ms)
  if (answer.is('error', NS.stream))
    throw new StreamRefused(domain, childElements(answer)[0]?.getName() ?? 'undefined-condition')
  const mechanisms = answer.getChild('mechanisms', NS.sasl)
  const offer = {
    starttls: answer.getChild('starttls', NS.tls) !== undefined,
    registration: answer.getChild('register', NS.registerFeature) !== undefined,
    mechanisms: mechanisms === undefined ? [] : childElements(mechanisms).map((m) => m.getText()),
  }
  return { raw, offer }
}

/** A sentence on why the subject does not answer, or `undefined` when it does. */
export async function troubleAt(
  endpoint: Endpoint,
  domain: string,
  clock: Clock,
  network: Network = tcpNetwork,
): Promise<string | undefined> {
  try {
    await probe(endpoint, domain, clock, 3000, 'clear', network)
    return undefined
  } catch (error) {
    return `The subject no longer answers: ${error instanceof Error ? error.message : String(error)}`
  }
}
