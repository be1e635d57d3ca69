import { type Client, client } from '@xmpp/client'
import ConnectionTCP from '@xmpp/connection-tcp'
import type { Element } from 'ltx'
import type { Clock } from '../core/clock.js'
import { SubjectGone, withDeadline } from '../core/deadline.js'
import type { Random } from '../core/random.js'
import type { TappedConnection } from '../net/tapped-connection.js'
import { NS } from '../wire/ns.js'
import { scramMechanism } from './scram.js'
import { socketOver } from './tapped-socket.js'

/** Name and password of an account of the subject. */
export interface Account {
  local: string
  domain: string
  password: string
}

/** Stream features that an actor does not negotiate, because each of them would change what is tested. */
const LEFT_ALONE: [name: string, ns: string][] = [
  ['sm', 'urn:xmpp:sm:3'],
  ['authentication', 'urn:xmpp:sasl:2'],
  ['starttls', NS.tls],
]

const PREFERENCE = ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN']

/**
 * Authenticates `account` on `connection` with @xmpp/client and binds `resource` (or lets the server choose).
 * @param secure whether the connection is inside TLS, which allows PLAIN
 * @param random what the client draws comes from
 * @returns the online client; its `jid` is the full JID the server returned (RFC 6120 7.6)
 * @throws the library's SASL or stanza error; NotSeen after `ms`; SubjectGone when the stream ends before
 */
export async function login(
  connection: TappedConnection,
  account: Account,
  resource: string | undefined,
  security: 'tls' | 'clear',
  { clock, ms }: { clock: Clock; ms: number },
  random: Random,
): Promise<Client> {
  const mechanisms = security === 'tls' ? PREFERENCE : PREFERENCE.slice(0, 2)
  const xmpp = client({
    service: 'xmpp://tapped:5222',
    domain: account.domain,
    ...(resource === undefined ? {} : { resource }),
    credentials: async (authenticate: Authenticate, offered: string[]) => {
      const mechanism = mechanisms.find((m) => offered.includes(m))
      if (mechanism === undefined)
        throw new Error(`No common SASL mechanism; the server offers ${offered.join(', ')}.`)
      await authenticate({ username: account.local, password: account.password }, mechanism)
    },
  } as unknown as Parameters<typeof client>[0])
  prepare(xmpp, connection, security, random)
  const gone = new Promise<never>((_, reject) => {
    connection.onEnded(() => reject(new SubjectGone('The subject ended the stream during login.')))
    xmpp.on('error', reject)
  })
  gone.catch(() => undefined)
  await withDeadline(
    Promise.race([xmpp.start(), gone]),
    ms,
    clock,
    `the login of ${account.local}@${account.domain}`,
  )
  return xmpp
}

type Authenticate = (credentials: { username: string; password: string }, mechanism: string) => Promise<void>

interface Insides {
  transports: unknown[]
  timeout: number
  emit(event: 'error', error: unknown): void
  _onSeeOtherHost(error: unknown): void
  reconnect: { stop(): void }
  iqCaller: { request(stanza: Element, timeout?: number): Promise<Element> }
  saslFactory: { _mechs: unknown[]; use(name: string, mechanism: unknown): void }
}

function prepare(
  xmpp: Client,
  connection: TappedConnection,
  security: 'tls' | 'clear',
  random: Random,
): void {
  const insides = xmpp as unknown as Insides
  class Tapped extends ConnectionTCP {}
  Object.assign(Tapped.prototype, { Socket: socketOver(connection, security === 'tls'), NS: NS.client })
  insides.transports.splice(0, insides.transports.length, Tapped)
  // No deadline of its own: the clock's is the only one.
  insides.timeout = 0
  pinIds(insides, random)
  insides.reconnect.stop()
  // It would connect elsewhere, and its parser of targets throws where nobody can catch it.
  insides._onSeeOtherHost = (error) => insides.emit('error', error)
  const plain = insides.saslFactory._mechs.find((m) => (m as { name: string }).name === 'PLAIN')
  insides.saslFactory._mechs.splice(0, insides.saslFactory._mechs.length, plain)
  insides.saslFactory.use('SCRAM-SHA-256', scramMechanism('sha256', random))
  insides.saslFactory.use('SCRAM-SHA-1', scramMechanism('sha1', random))
  xmpp.prependListener('element', (element: Element) => {
    if (!element.is('features', NS.stream)) return
    element.children = element.children.filter(
      (c) => typeof c === 'string' || !LEFT_ALONE.some(([name, ns]) => (c as Element).is(name, ns)),
    )
  })
}

/** The library's own IQs (resource binding) get their ids from `random`, where they had drawn them from Math.random. */
function pinIds({ iqCaller }: Insides, random: Random): void {
  const request = iqCaller.request.bind(iqCaller)
  iqCaller.request = (stanza, timeout) => {
    stanza.attrs.id ??= random.token(10)
    return request(stanza, timeout)
  }
}
