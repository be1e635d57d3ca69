import { type Scenario, scenario } from '../../../harness/index.js'

/** What the DNS says, and where the client goes. */
interface Row {
  name: string
  proves: string[]
  /** Priority and target of each `_xmpp-client` record; the port is that of the node called as the target. */
  records: [priority: number, target: string][]
  /** Hosts with their addresses, each a node's (by its name) or `dead`, where nobody listens. */
  hosts: Record<string, string[]>
  /** The nodes that are connected to, in order. */
  goes: string[]
}

/**
 * Zones of the account's domain (RFC 6120 3.2.1). `own` is a node at port 5222 of the domain's own address, which
 * the domain has wherever it is among the hosts.
 */
const PLACES: Row[] = [
  {
    name: 'srv-first',
    proves: ['RFC6120-3.2.1-a'],
    records: [[1, 'best']],
    hosts: { best: ['best'], '{domain}': ['own'] },
    goes: ['best'],
  },
  {
    name: 'one-record-says-no',
    proves: ['RFC6120-3.2.1-b'],
    records: [[0, '.']],
    hosts: { '{domain}': ['own'] },
    goes: [],
  },
  {
    name: 'by-priority',
    proves: ['RFC6120-3.2.1-c'],
    records: [
      [20, 'other'],
      [10, 'best'],
    ],
    hosts: { best: ['best'], other: ['other'] },
    goes: ['best'],
  },
  {
    name: 'next-address',
    proves: ['RFC6120-3.2.1-c'],
    records: [[10, 'best']],
    hosts: { best: ['dead', 'best'] },
    goes: ['best'],
  },
  {
    name: 'next-target',
    proves: ['RFC6120-3.2.1-c'],
    records: [
      [10, 'best'],
      [20, 'other'],
    ],
    hosts: { best: ['dead'], other: ['other'] },
    goes: ['other'],
  },
  {
    name: 'next-target-for-one-without-address',
    proves: ['RFC6120-3.2.1-c'],
    records: [
      [10, 'nowhere'],
      [20, 'other'],
    ],
    hosts: { other: ['other'] },
    goes: ['other'],
  },
  {
    name: 'records-without-address',
    proves: ['RFC6120-3.2.1-d'],
    records: [[10, 'nowhere']],
    hosts: { '{domain}': ['own'] },
    goes: [],
  },
  {
    name: 'records-without-a-listener',
    proves: ['RFC6120-3.2.1-d'],
    records: [[10, 'best']],
    hosts: { best: ['dead'], '{domain}': ['own'] },
    goes: [],
  },
  {
    name: 'without-records',
    proves: ['RFC6120-3.2.1-e'],
    records: [],
    hosts: { '{domain}': ['own'] },
    goes: ['own'],
  },
]

export const places: Scenario[] = PLACES.map(({ name, proves, records, hosts, goes }) =>
  scenario(
    `clients/resolution/places/${name}`,
    { proves, role: 'client', parameters: { records, hosts, goes } },
    async (world) => {
      const service = world.service('service', 'first')
      service.onBare = () => undefined
      const [best, other] = [await world.node('best'), await world.node('other')]
      const own = await world.node('own', {}, world.loopback(), 5222)
      const ports: Record<string, number> = { best: best.endpoint.port, other: other.endpoint.port }
      const addresses: Record<string, string> = {
        best: best.endpoint.host,
        other: other.endpoint.host,
        own: own.endpoint.host,
        dead: world.loopback(),
      }
      const all = records.map(([priority, host]) => ({
        priority,
        weight: 0,
        port: ports[host] ?? 5222,
        target: host === '.' ? '.' : `${host}.example`,
      }))
      const zone = {
        srv: all.length === 0 ? {} : { [`_xmpp-client._tcp.${world.domain}`]: all },
        addresses: Object.fromEntries(
          Object.entries(hosts).map(([host, at]) => [
            host === '{domain}' ? world.domain : `${host}.example`,
            at.map((node) => addresses[node] ?? ''),
          ]),
        ),
      }

      world.step('the client looks its server up, and connects to it')
      await world.begin({ host: undefined, port: undefined, zone })
      await world.next()

      for (const id of proves) world.check(id, { judge: 'walk', args: { asks: 'order', nodes: goes } })
    },
  ),
)
