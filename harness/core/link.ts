/** How the peer's side of a link ended: an orderly FIN, or a reset (RST) or other transport failure. */
export type LinkEnd = 'fin' | 'reset'

/** What a link tells its owner. Set before the first byte is expected. */
export interface LinkEvents {
  /** Bytes from the peer, in order, in whatever pieces the transport delivered them. */
  data(bytes: Buffer): void
  /**
   * The peer sent FIN (its last byte has been delivered), or the link broke. Called once.
   * @param detail what the transport says about it, for example `ECONNRESET`
   */
  ended(how: LinkEnd, detail?: string): void
}

/** Where connections are accepted. */
export interface Endpoint {
  host: string
  port: number
}

/** Certificate and private key in PEM, for one or more XMPP domains. */
export interface TlsIdentity {
  certificate: string
  key: string
  /** Protocols to choose from by ALPN (RFC 7301), best first; clients that ask for others are refused. */
  protocols?: readonly string[]
}

/**
 * One end of a reliable, ordered byte stream between two XMPP entities: a TCP connection, or its in-memory
 * counterpart. It can be upgraded to TLS in place once (RFC 6120 section 5).
 */
export interface Link {
  /** Sends `text` as UTF-8, or raw bytes. Does nothing once the link has ended. */
  write(data: string | Buffer): void
  /** Sends FIN after everything written so far; input still arrives. */
  end(): void
  /** Breaks the link at once with a RST. */
  reset(): void
  /** Reads nothing more until `resume`: what arrives, the end of the peer's side too, waits in the transport. */
  pause(): void
  /** Reads again, what has waited first. */
  resume(): void
  /** Becomes the server side of a TLS session; resolves when the handshake is done, rejects when it fails. */
  secureAsServer(identity: TlsIdentity): Promise<void>
  /** Whether the link is inside TLS. */
  readonly secure: boolean
  /** The version of TLS it is inside, for example `TLSv1.3`. */
  readonly protocol: string | undefined
  /** The name that the client of a TLS session asked for (SNI, RFC 6066 section 3), at its server's end. */
  readonly serverName?: string | undefined
  /** What the server of a TLS session proved itself with, PEM, at its client's end. */
  readonly certificate?: string | undefined
  /** Bytes written that the transport hasn't taken yet, where it can tell. */
  readonly backlog?: number
  /** Where the peer is, for logs, for example `127.0.0.1:40112`. */
  readonly peer: string
  /** The port at this end, where there are ports. */
  readonly port?: number | undefined
  /** Starts delivery of events; data that arrived earlier is delivered first. */
  listen(events: LinkEvents): void
}

/** Which certificate a client takes from the server. */
export interface Trust {
  /** Certificate authorities in PEM; default: those of the platform. */
  ca?: string
  /**
   * `full`, the default: the chain, the dates and the domain's name are checked. `none`: any certificate will
   * do.
   */
  verify?: 'full' | 'none'
}

/** What a client takes from earlier TLS sessions with the same server, and keeps for later ones (RFC 5077). */
export interface TlsTickets {
  /** The ticket to resume with. */
  ticket(): Buffer | undefined
  /** Takes a ticket that the server gave. */
  keep(ticket: Buffer): void
}

/** What else a client says in a TLS handshake. */
export interface TlsHello {
  /** Protocol for ALPN (RFC 7301), for example `xmpp-client`. */
  alpn?: string
  tickets?: TlsTickets
}

/** A client's end of a link. */
export interface ClientLink extends Link {
  /**
   * Becomes the client side of a TLS session (RFC 6120 section 5.4.3); rejects when the handshake fails or
   * the certificate isn't good for `domain`. Links without it have no TLS.
   */
  secureAsClient?(domain: string, trust: Trust, hello?: TlsHello): Promise<void>
}
