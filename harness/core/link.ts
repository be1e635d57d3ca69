/** How the peer's side of a link ended: an orderly FIN, or a reset (RST) or other transport failure. */
export type LinkEnd = 'fin' | 'reset'

/** What a link tells its owner. Set before the first byte is expected. */
export interface LinkEvents {
  /** Bytes from the peer, in order, in whatever pieces the transport delivered them. */
  data(bytes: Buffer): void
  /** The peer sent FIN (its last byte has been delivered), or the link broke. Called once. */
  ended(how: LinkEnd): void
}

/** Certificate and private key in PEM, for one or more XMPP domains. */
export interface TlsIdentity {
  certificate: string
  key: string
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
  /** Becomes the server side of a TLS session; resolves when the handshake is done, rejects when it fails. */
  secureAsServer(identity: TlsIdentity): Promise<void>
  /** Whether the link is inside TLS. */
  readonly secure: boolean
  /** Where the peer is, for logs, for example `127.0.0.1:40112`. */
  readonly peer: string
  /** Starts delivery of events; data that arrived earlier is delivered first. */
  listen(events: LinkEvents): void
}
