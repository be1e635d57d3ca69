import { isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import { Kept } from '../core/kept.js'
import type { TlsHello, TlsIdentity, Trust } from '../core/link.js'

/** Making a context costs about a millisecond, as much as the rest of a handshake. */
const contexts = new WeakMap<TlsIdentity, SecureContext>()
const trusting = new Kept<SecureContext>(16)
const TRUSTING_ANY = createSecureContext()

/** What carries TLS: a socket, or a stream in memory. */
export type Carrying = Socket | Duplex

/** The event of each side's socket that says the handshake is done. */
export const READY = { server: 'secure', client: 'secureConnect' } as const

/** The server's side of TLS over `stream`. */
export function serveTls(stream: Carrying, identity: TlsIdentity): TLSSocket {
  const secureContext = contextOf(identity)
  const alpn = identity.protocols === undefined ? {} : { ALPNProtocols: [...identity.protocols] }
  // Any duplex stream will do, though the types of this version of Node say otherwise.
  return new TLSSocket(stream as Socket, { isServer: true, secureContext, ...alpn })
}

/** The client's side of TLS over `stream`, to a server that is to prove that it is `domain`. */
export function connectTls(
  stream: Carrying,
  domain: string,
  { ca, verify }: Trust,
  { alpn, tickets }: TlsHello = {},
): TLSSocket {
  const session = tickets?.ticket()
  const socket = connect({
    socket: stream as Socket,
    host: domain,
    // SNI carries names only (RFC 6066 section 3).
    ...(isIP(domain) === 0 ? { servername: domain } : {}),
    ...(ca === undefined ? {} : { secureContext: trusting.get(ca, () => createSecureContext({ ca })) }),
    ...(verify === 'none' ? { rejectUnauthorized: false, secureContext: TRUSTING_ANY } : {}),
    ...(alpn === undefined ? {} : { ALPNProtocols: [alpn] }),
    ...(session === undefined ? {} : { session }),
  })
  // Whoever resumes isn't verified again: a ticket is good only from a server that was.
  socket.on('session', (ticket: Buffer) => socket.authorized && tickets?.keep(ticket))
  return socket
}

/** The name that the client asked for (SNI, RFC 6066 section 3); `undefined` outside TLS and without one. */
export function askedName(stream: Carrying): string | undefined {
  const asked: unknown = Reflect.get(stream, 'servername')
  return typeof asked === 'string' ? asked : undefined
}

function contextOf(identity: TlsIdentity): SecureContext {
  const known = contexts.get(identity)
  if (known !== undefined) return known
  const made = createSecureContext({ cert: identity.certificate, key: identity.key })
  contexts.set(identity, made)
  return made
}
