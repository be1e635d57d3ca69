import type { Element } from 'ltx'
import { NS } from '../wire/ns.js'
import { childElements, el, serialise } from '../wire/xml.js'
import type { Account } from './login.js'
import type { RawActor } from './raw.js'
import { scramMechanism } from './scram.js'

/**
 * Opens a stream and authenticates `account` on it, then opens the stream that follows. No resource is bound. The
 * mechanism is SCRAM-SHA-1 (RFC 6120 13.8.1), or PLAIN on a server that doesn't offer it.
 * @returns the stream features after authentication
 * @throws NotSeen when a step is not answered within `ms`; SubjectGone when the stream ends
 */
export async function authenticate(raw: RawActor, account: Account, ms: number): Promise<Element> {
  const { domain } = account
  raw.open(domain)
  const offered = await raw.expect(
    'SASL mechanisms',
    (e) => e.getChild('mechanisms', NS.sasl) !== undefined,
    ms,
  )
  const mechanisms = childElements(offered.getChild('mechanisms', NS.sasl)!).map((m) => m.getText())
  if (mechanisms.includes('PLAIN') && !mechanisms.includes('SCRAM-SHA-1')) sendPlain(raw, account)
  else await exchangeScram(raw, account, ms)
  await raw.expect('<success/>', (e) => e.is('success', NS.sasl), ms)
  raw.open(domain)
  return raw.expect('the feature of resource binding', (e) => e.getChild('bind', NS.bind) !== undefined, ms)
}

function sendPlain(raw: RawActor, { local, password }: Account): void {
  const answer = Buffer.from(`\0${local}\0${password}`).toString('base64')
  raw.send(`<auth xmlns='${NS.sasl}' mechanism='PLAIN'>${answer}</auth>`)
}

async function exchangeScram(raw: RawActor, { local, password }: Account, ms: number): Promise<void> {
  const mechanism = new (scramMechanism('sha1', raw.random))()
  const answer = () => Buffer.from(mechanism.response({ username: local, password })).toString('base64')
  raw.send(`<auth xmlns='${NS.sasl}' mechanism='SCRAM-SHA-1'>${answer()}</auth>`)
  const challenge = await raw.expect('a challenge', (e) => e.is('challenge', NS.sasl), ms)
  mechanism.challenge(Buffer.from(challenge.getText(), 'base64').toString())
  raw.send(`<response xmlns='${NS.sasl}'>${answer()}</response>`)
}

/**
 * Binds `resource`, or lets the server choose (RFC 6120 7.6).
 * @returns the full JID that the server returned
 * @throws NotSeen when it does not answer with one within `ms`; SubjectGone when the stream ends
 */
export async function bind(raw: RawActor, resource: string | undefined, ms: number): Promise<string> {
  const id = raw.random.token(10)
  sendBinding(raw, id, resource)
  const bound = (e: Element) => e.is('iq') && e.attrs.id === id && e.attrs.type === 'result'
  const result = await raw.expect('the result of resource binding', bound, ms)
  return result.getChild('bind', NS.bind)?.getChildText('jid') ?? ''
}

/**
 * Asks for a resource under the stanza id `id`, without one for any that the server likes (RFC 6120 7.6, 7.7).
 * Resolves with the answer, a result or an error; with `undefined` after `ms` or at the end of the stream.
 */
export function requestBinding(
  raw: RawActor,
  { id, resource }: { id: string; resource?: string },
  ms: number,
): Promise<Element | undefined> {
  sendBinding(raw, id, resource)
  return raw.receive((e) => e.is('iq') && e.attrs.id === id, ms)
}

function sendBinding(raw: RawActor, id: string, resource: string | undefined): void {
  const wanted = resource === undefined ? undefined : el('resource', {}, resource)
  raw.send(serialise(el('iq', { type: 'set', id }, el('bind', { xmlns: NS.bind }, wanted))))
}
