/** Longest localpart, domainpart or resourcepart in bytes (RFC 7622 section 3). */
const PART_LIMIT = 1023
const FORBIDDEN_IN_LOCAL = /["&'/:<>@\s]/u
const FORBIDDEN_IN_DOMAIN = /["&'/:<>@\s]/u
const CONTROL = /[\u0000-\u001f\u007f]/u

/** An XMPP address (RFC 7622): localpart and domainpart lower-cased, resourcepart as given (NFC). */
export class Jid {
  constructor(
    readonly local: string | undefined,
    readonly domain: string,
    readonly resource: string | undefined,
  ) {}

  /** The bare JID as text: `local@domain`, or `domain`. */
  get bare(): string {
    return this.local === undefined ? this.domain : `${this.local}@${this.domain}`
  }

  /** The address as text, with the resourcepart if there is one. */
  get full(): string {
    return this.resource === undefined ? this.bare : `${this.bare}/${this.resource}`
  }

  /** The same address without its resourcepart. */
  toBare(): Jid {
    return new Jid(this.local, this.domain, undefined)
  }

  /** The same bare JID with `resource`. */
  withResource(resource: string): Jid {
    return new Jid(this.local, this.domain, part('resourcepart', resource, CONTROL).normalize('NFC'))
  }

  /** Whether both are the same full (or bare) address. */
  equals(other: Jid): boolean {
    return this.full === other.full
  }

  toString(): string {
    return this.full
  }
}

/**
 * Reads an XMPP address. Throws `RangeError` when a part is empty, longer than 1023 bytes or holds a
 * character that RFC 7622 forbids. An ASCII-first reading: full PRECIS preparation isn't attempted.
 */
export function parseJid(text: string): Jid {
  const slash = text.indexOf('/')
  const bare = slash < 0 ? text : text.slice(0, slash)
  const at = bare.indexOf('@')
  const local = at < 0 ? undefined : part('localpart', bare.slice(0, at), FORBIDDEN_IN_LOCAL)
  const domain = part('domainpart', bare.slice(at + 1).replace(/\.$/u, ''), FORBIDDEN_IN_DOMAIN)
  const jid = new Jid(local?.normalize('NFC').toLowerCase(), domain.toLowerCase(), undefined)
  return slash < 0 ? jid : jid.withResource(text.slice(slash + 1))
}

function part(name: string, text: string, forbidden: RegExp): string {
  if (text === '') throw new RangeError(`The ${name} of a JID is empty.`)
  if (Buffer.byteLength(text) > PART_LIMIT) throw new RangeError(`The ${name} of a JID is over 1023 bytes.`)
  if (forbidden.test(text) || CONTROL.test(text)) {
    throw new RangeError(`The ${name} of a JID holds a forbidden character.`)
  }
  return text
}
