import type { Element } from 'ltx'
import { SubjectGone } from '../core/deadline.js'
import type { TlsIdentity } from '../core/link.js'
import type { Random } from '../core/random.js'
import { NS } from '../wire/ns.js'
import { child, el, iqResult } from '../wire/xml.js'
import type { AcceptedStream } from './accepted-stream.js'
import type { Account } from './login.js'
import { beginSasl, type ServerMechanism } from './sasl-server.js'

/**
 * How far the subject has come on a stream: it connected; sent its first header, `<starttls/>`, the header inside
 * TLS, `<auth/>`, the header after SASL, the bind request; or has its resource.
 */
export type Stage =
  | 'accepted'
  | 'header'
  | 'starttls'
  | 'secured'
  | 'auth'
  | 'authenticated'
  | 'bind'
  | 'online'

/** What a script does at a stage, in place of all that the server would do from there on. */
export type Act = (stream: AcceptedStream) => void

/** How a scripted server negotiates a stream. */
export interface Negotiation {
  /** The account that can log in. */
  account: Account
  /** What STARTTLS shows; `none`: it isn't offered, and login is in clear. */
  tls: TlsIdentity | 'none'
  /** Whether TLS is asked for in the stream, or comes before it (XEP-0368). */
  tlsStart: 'starttls' | 'direct'
  /** SASL mechanisms offered, best first. */
  mechanisms: readonly ServerMechanism[]
  /** The resource to bind, given the one asked for. */
  resource(asked: string | undefined): string
  /** Where the script takes over. */
  at: Partial<Record<Stage, Act>>
}

/** Thrown inside a negotiation whose rest belongs to the script. */
class TakenOver extends Error {}

/**
 * Negotiates a stream as a correct server would, from the subject's first header to its resource, up to where
 * the script takes over. Resolves with the full JID, or `undefined` when the subject got none.
 */
export async function negotiate(
  stream: AcceptedStream,
  script: Negotiation,
  random: Random,
): Promise<string | undefined> {
  const reach = (stage: Stage) => {
    const act = script.at[stage]
    if (act === undefined) return
    act(stream)
    throw new TakenOver()
  }
  try {
    reach('accepted')
    if (script.tls !== 'none' && script.tlsStart === 'direct') await secureAtOnce(stream, script.tls, reach)
    else {
      await stream.header()
      reach('header')
      if (script.tls !== 'none') await secure(stream, script.tls, reach)
    }
    await authenticate(stream, script, random, reach)
    stream.jid = await bind(stream, script, reach)
    reach('online')
    return stream.jid
  } catch (error) {
    if (error instanceof TakenOver) return stream.jid
    // A subject that goes away, or refuses our certificate, is for the judges.
    if (error instanceof SubjectGone || stream.connection.ended !== undefined) return undefined
    stream.connection.reset()
    return undefined
  }
}

async function secure(
  stream: AcceptedStream,
  identity: TlsIdentity,
  reach: (stage: Stage) => void,
): Promise<void> {
  stream.open()
  stream.send(el('stream:features', {}, el('starttls', { xmlns: NS.tls }, el('required'))))
  await expectElement(stream, 'starttls', NS.tls)
  reach('starttls')
  stream.send(el('proceed', { xmlns: NS.tls }))
  await stream.secure(identity)
  await stream.header()
  reach('secured')
}

async function secureAtOnce(
  stream: AcceptedStream,
  identity: TlsIdentity,
  reach: (stage: Stage) => void,
): Promise<void> {
  await stream.secure(identity)
  await stream.header()
  reach('secured')
}

async function authenticate(
  stream: AcceptedStream,
  { account, mechanisms }: Negotiation,
  random: Random,
  reach: (stage: Stage) => void,
): Promise<void> {
  stream.open()
  const offered = mechanisms.map((name) => el('mechanism', {}, name))
  stream.send(el('stream:features', {}, el('mechanisms', { xmlns: NS.sasl }, ...offered)))
  let element = await stream.next()
  reach('auth')
  const exchange = beginSasl(element.attrs.mechanism ?? '', account, random)
  if (exchange === undefined || !element.is('auth', NS.sasl)) return fail(stream, 'invalid-mechanism')
  for (;;) {
    const answer = exchange.answer(decode(element))
    if ('failure' in answer) return fail(stream, answer.failure)
    if ('success' in answer) {
      stream.send(el('success', { xmlns: NS.sasl }, encode(answer.success)))
      break
    }
    stream.send(el('challenge', { xmlns: NS.sasl }, encode(answer.challenge)))
    element = await stream.next()
  }
  stream.restart()
  await stream.header()
  reach('authenticated')
}

async function bind(
  stream: AcceptedStream,
  script: Negotiation,
  reach: (stage: Stage) => void,
): Promise<string> {
  stream.open()
  stream.send(el('stream:features', {}, el('bind', { xmlns: NS.bind })))
  const request = await expectElement(stream, 'iq', NS.client)
  reach('bind')
  const wish = child(request, 'bind', NS.bind)
  const asked = wish && child(wish, 'resource', NS.bind)?.getText()
  const { local, domain } = script.account
  const jid = `${local}@${domain}/${script.resource(asked === '' ? undefined : asked)}`
  stream.send(iqResult(request, el('bind', { xmlns: NS.bind }, el('jid', {}, jid))))
  return jid
}

async function expectElement(stream: AcceptedStream, name: string, ns: string): Promise<Element> {
  const element = await stream.next()
  if (element.is(name, ns)) return element
  stream.send(el('stream:error', {}, el('not-authorized', { xmlns: NS.streamErrors })))
  stream.close()
  throw new SubjectGone(`The subject sent <${element.name}/> on ${stream.id} where <${name}/> was due.`)
}

function fail(stream: AcceptedStream, condition: string): never {
  stream.send(el('failure', { xmlns: NS.sasl }, el(condition)))
  stream.close()
  throw new SubjectGone(`The subject could not log in on ${stream.id}: ${condition}.`)
}

const decode = (element: Element) => Buffer.from(element.getText(), 'base64').toString()
const encode = (text: string | undefined) =>
  text === undefined ? undefined : Buffer.from(text).toString('base64')
