import {
  createServer,
  type ReferenceServer,
  type ServerOptions,
} from '../../fixtures/reference/server/index.js'
import type { NodeNumber } from '../core/admin.js'
import type { Endpoint } from '../core/link.js'
import { tcpNetwork } from '../net/network.js'
import { Held } from './held.js'

/** Where clients and components connect. */
interface Endpoints {
  client: Endpoint
  component: Endpoint
}

/** Where one reference server runs: its process can end and start again there, with what it had stored. */
export class ReferencePlace {
  #server: ReferenceServer
  #endpoints: Endpoints | undefined
  #life: 'runs' | 'dead' = 'dead'
  readonly #held: Held

  /**
   * @param host that it listens on
   * @param made told of each server before it is used
   */
  constructor(
    private readonly options: ServerOptions,
    private readonly host: string,
    private readonly made: (server: ReferenceServer) => void,
  ) {
    this.#held = new Held(options.clock, options.network ?? tcpNetwork)
    this.#server = this.#make()
  }

  /** The server that runs, or ran last. */
  get server(): ReferenceServer {
    return this.#server
  }

  /** Where it listens, the same for all its lives. */
  get endpoints(): Endpoints {
    if (this.#endpoints === undefined) throw new Error('The reference has never listened.')
    return this.#endpoints
  }

  /** Listens, on any free ports the first time. */
  async serve(): Promise<void> {
    const at = (port: number) => ({ host: this.host, port })
    const client = await this.#server.listen(this.#endpoints?.client ?? at(0))
    const component = await this.#server.listenForComponents(this.#endpoints?.component ?? at(0))
    this.#endpoints = { client: at(client.port), component: at(component.port) }
    this.#life = 'runs'
  }

  /** The process dies: its links are reset, and nobody is told anything. */
  kill(node: NodeNumber): void {
    this.#expect(node, 'runs')
    this.#life = 'dead'
    this.#server.kill()
  }

  /** The process ends in order; resolves when all links have ended. */
  async stop(node: NodeNumber): Promise<void> {
    this.#expect(node, 'runs')
    this.#life = 'dead'
    await this.#server.close()
  }

  /** A new process begins with what the former had stored. */
  async start(node: NodeNumber): Promise<void> {
    this.#expect(node, 'dead')
    const former = this.#server
    this.#server = this.#make()
    this.#server.accounts.readStored(former.accounts)
    await this.serve()
  }

  /** The process stands still: nothing is read, written or done. */
  pause(node: NodeNumber): void {
    this.#expect(node, 'runs')
    this.#held.hold()
  }

  /** The process goes on. */
  continue(node: NodeNumber): void {
    this.#expect(node, 'runs')
    this.#held.release()
  }

  /** Starts it, if it is dead, and lets it go on, if it stands still. */
  async rejoin(): Promise<void> {
    if (this.#held.state === 'held') this.#held.release()
    if (this.#life === 'dead') await this.start(1)
  }

  #make(): ReferenceServer {
    const { clock, network } = this.#held
    const server = createServer({ ...this.options, clock, network })
    this.made(server)
    return server
  }

  #expect(node: NodeNumber, life: 'runs' | 'dead'): void {
    if (node !== 1) throw new Error(`The reference has no node ${node}.`)
    if (this.#life !== life)
      throw new Error(life === 'runs' ? 'The reference is dead.' : 'The reference lives.')
  }
}
