import { seeOtherHost } from '../actors/acts.js'
import { type PlayedInstance, PlayedService } from '../actors/played-service.js'
import type { Network } from '../net/network.js'
import type { ClientTrigger, Program, ProgramUnderTest } from '../subjects/program.js'
import { NS } from '../wire/ns.js'
import { PeerWorld, type WorldParts } from './peer-world.js'

/** What a scenario for a client can do: play its server and the services it looks for, and ask the judges. */
export class ClientWorld extends PeerWorld {
  readonly settings: ClientTrigger['settings']
  readonly #client: ProgramUnderTest<ClientTrigger>
  readonly #services: PlayedService[] = []

  constructor(client: ProgramUnderTest<ClientTrigger>, network: Network, parts: WorldParts) {
    super(client.bounds, network, parts)
    this.#client = client
    this.settings = client.settings
  }

  /** A service on the scripted server, with an instance for each resource, best first. */
  service(name: string, ...resources: string[]): PlayedService {
    const service = new PlayedService(`${name}@${this.domain}`, this.deliver, () => this.jid)
    for (const resource of resources) service.start(resource)
    this.play((stanza) => service.receive(stanza))
    this.#services.push(service)
    return service
  }

  /** Starts the client, which looks for all services there are; `change` tells it something else. */
  async begin(change: Partial<ClientTrigger> = {}): Promise<Program> {
    const { endpoint } = await this.server()
    const { local, domain, password } = this.account
    const trigger: ClientTrigger = {
      role: 'client',
      jid: `${local}@${domain}`,
      password,
      ...endpoint,
      zone: {},
      ca: await this.ca(),
      services: this.#services.map(({ jid }) => jid),
      settings: this.settings,
      ...change,
    }
    return this.started(trigger, (log) => this.#client.begin(trigger, log))
  }

  /** Starts the client and waits until it has a session with the server; returns the id of its connection. */
  async online(change: Partial<ClientTrigger> = {}): Promise<string> {
    const server = await this.server()
    await this.begin(change)
    return (await server.online()).id
  }

  /**
   * Shows whether the client follows redirects at all, which nothing obliges it to (AMB-14): a first start, on which
   * it is sent inside TLS to the node `plain`, by address or by a name that only SRV resolves. Returns what the
   * judge `walk` needs to know of it: that node, and the connection with which the next start begins.
   */
  async plainRedirect(by: 'address' | 'name' = 'address'): Promise<{ plain: string; since: string }> {
    const server = await this.server()
    const plain = await this.node('plain')
    const host = 'host.plain.example'
    const record = { priority: 0, weight: 0, port: plain.endpoint.port, target: host }
    const zone = {
      srv: { '_xmpp-client._tcp.plain.example': [record] },
      addresses: { [host]: [plain.endpoint.host] },
    }
    server.plays({ at: { secured: seeOtherHost(by === 'name' ? 'plain.example' : plain.address) } })
    const program = await this.begin({ zone })
    await this.walked(program)
    await program.stop()
    return { plain: plain.name, since: server.nextId }
  }

  /**
   * Waits until the client uses `instance`: it directed presence there and asked for its features, and has
   * processed the answers.
   * @throws NotSeen after `ms`
   */
  async uses({ jid: to }: PlayedInstance, ms: number = this.bounds.handshake): Promise<void> {
    const query = { name: 'query', ns: NS.discoInfo }
    await Promise.all([
      this.stream.expect('directed presence', { name: 'presence', attrs: { type: null, to } }, ms),
      this.stream.expect(
        'a question for features',
        { name: 'iq', attrs: { type: 'get', to }, has: query },
        ms,
      ),
    ])
    await this.barrier()
  }
}
