import { PlayedClient } from '../actors/played-client.js'
import type { Network } from '../net/network.js'
import type { Program, ProgramUnderTest, ServiceTrigger } from '../subjects/program.js'
import { PeerWorld, type WorldParts } from './peer-world.js'

/** What a scenario for a service can do: play its server and its clients, and ask the judges. */
export class ServiceWorld extends PeerWorld {
  readonly settings: ServiceTrigger['settings']
  readonly #service: ProgramUnderTest<ServiceTrigger>

  constructor(service: ProgramUnderTest<ServiceTrigger>, network: Network, parts: WorldParts) {
    super(service.bounds, network, parts)
    this.#service = service
    this.settings = service.settings
  }

  /** The subject's bare JID, to which clients send pings. */
  get bare(): string {
    return `${this.account.local}@${this.domain}`
  }

  /** A client on the scripted server; `name` is `local/resource`, or both at once. */
  client(name: string): PlayedClient {
    const [local = name, resource = name] = name.split('/')
    const client = new PlayedClient(`${local}@${this.domain}/${resource}`, this.deliver, this.around)
    this.play((stanza) => client.take(stanza))
    return client
  }

  /** Starts an instance of the service; `change` tells it something else. */
  async begin(change: Partial<ServiceTrigger> = {}): Promise<Program> {
    const { endpoint } = await this.server()
    const trigger: ServiceTrigger = {
      role: 'service',
      jid: this.bare,
      password: this.account.password,
      ...endpoint,
      zone: {},
      ca: await this.ca(),
      resource: 'instance',
      priority: 100,
      settings: this.settings,
      ...change,
    }
    return this.started(trigger, (log) => this.#service.begin(trigger, log))
  }

  /** Starts an instance and waits for its initial presence; returns the id of its connection. */
  async online(change: Partial<ServiceTrigger> = {}): Promise<string> {
    const server = await this.server()
    await this.begin(change)
    const stream = await server.online()
    await stream.expect('initial presence', { name: 'presence', attrs: { to: null, type: null } })
    await this.barrier()
    return stream.id
  }
}
