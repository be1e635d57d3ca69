/** An SRV record (RFC 2782). */
export interface ZoneSrv {
  priority: number
  weight: number
  port: number
  /** Name of the host; `.` says that there is no such service. */
  target: string
}

/** What the DNS of a scenario says, as data. A name that isn't in it does not exist. */
export interface Zone {
  /** Records by name, for example `_xmpp-client._tcp.example.test`. */
  srv?: Readonly<Record<string, readonly ZoneSrv[]>>
  /** IPv4 and IPv6 addresses by host name, in the order they are to be tried. */
  addresses?: Readonly<Record<string, readonly string[]>>
}

/** Looks names up in a zone and nowhere else. */
export class ZoneResolver {
  constructor(private readonly zone: Zone) {}

  /** The SRV records of `name`, none when it has none. */
  async srv(name: string): Promise<ZoneSrv[]> {
    return [...(this.zone.srv?.[name] ?? [])]
  }

  /** The addresses of `host`; rejects when it has none. */
  async addresses(host: string): Promise<string[]> {
    const found = this.zone.addresses?.[host]
    if (found === undefined) throw new Error(`The zone has no address of ${host}.`)
    return [...found]
  }
}
